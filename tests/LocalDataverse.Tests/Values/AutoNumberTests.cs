using System;
using System.IO;
using System.Linq;
using CsCheck;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Values;
using Smarketing.Tests.LocalDataverse.Import;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Values;

public class AutoNumberTests
{
    private static readonly DateTime Moment = new(2026, 3, 2, 9, 30, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("{SEQNUM:4}", "0042")]
    [InlineData("{SEQNUM:1}", "42")]
    [InlineData("CAR-{SEQNUM:3}-{RANDSTRING:6}", "CAR-042-AAAAAA")]
    [InlineData("{DATETIMEUTC:yyyyMMddHHmm}/{SEQNUM:2}", "202603020930/42")]
    [InlineData("no placeholder", "no placeholder")]
    public void A_value_is_made_as_its_format_says(string format, string expected) =>
        Assert.Equal(expected, AutoNumberFormat.Parse(format).Make(() => 42, _ => 0, Moment));

    [Theory]
    [InlineData("{SEQNUM}")]
    [InlineData("{SEQNUM:0}")]
    [InlineData("{SEQNUM:x}")]
    [InlineData("{RANDSTRING:7}")]
    [InlineData("{RANDSTRING:0}")]
    [InlineData("{DATETIMEUTC:}")]
    [InlineData("{COUNTER:4}")]
    [InlineData("{SEQNUM:4")]
    [InlineData("SEQNUM:4}")]
    [InlineData("{SEQNUM:4}{SEQNUM:4}")]
    public void A_format_that_cannot_be_read_is_refused_when_it_is_imported(string format)
    {
        Assert.Throws<FormatException>(() => AutoNumberFormat.Parse(format));
        using var org = new TestOrganization();
        Assert.Contains("<AutoNumberFormat>", Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(Zip(format))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_parts_are_as_long_as_asked_and_of_letters_and_digits() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 35]).Sample((length, chance) =>
        {
            var value = AutoNumberFormat.Parse($"{{RANDSTRING:{length}}}").Make(() => 0, most => chance % most, Moment);
            return value.Length == length && value.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));
        });

    [Fact]
    public void Rows_are_counted_from_1000_and_a_value_that_is_given_is_kept()
    {
        using var org = Imported();
        Assert.Equal("T-01000", Number(org, Create(org)));
        Assert.Equal("mine", Number(org, Create(org, "mine")));
        Assert.Equal("T-01001", Number(org, Create(org)));
    }

    [Fact]
    public void A_value_that_a_step_gives_is_kept()
    {
        using var org = Imported();
        org.On("Create", "mini_thing", Stage.PreOperation, run => run.Target["mini_number"] = "step");
        Assert.Equal("step", Number(org, Create(org)));
    }

    [Fact]
    public void A_row_that_is_rolled_back_leaves_a_gap()
    {
        using var org = Imported();
        Create(org);
        TestOrganization.Fault(() => org.Service.Execute(new ExecuteTransactionRequest
        {
            Requests = [new CreateRequest { Target = new Entity("mini_thing") }, new CreateRequest { Target = new Entity("mini_nothing") }],
        }));
        Assert.Equal("T-01002", Number(org, Create(org)));
    }

    [Fact]
    public void Counting_begins_anew_where_it_is_told_to()
    {
        using var org = Imported();
        Create(org);
        org.Service.Execute(new SetAutoNumberSeedRequest { EntityName = "mini_thing", AttributeName = "mini_number", Value = 77 });
        Assert.Equal("T-00077", Number(org, Create(org)));
        Assert.Equal(77, ((GetAutoNumberSeedResponse)org.Service.Execute(new GetAutoNumberSeedRequest { EntityName = "mini_thing", AttributeName = "mini_number" })).AutoNumberSeedValue);
        Assert.Equal(78, ((GetNextAutoNumberValueResponse)org.Service.Execute(new GetNextAutoNumberValueRequest { EntityName = "mini_thing", AttributeName = "mini_number" })).NextAutoNumberValue);
        Assert.Contains("no autonumber column", TestOrganization.Fault(() => org.Service.Execute(new GetAutoNumberSeedRequest { EntityName = "mini_thing", AttributeName = "mini_name" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Counting_goes_on_in_a_file_opened_again()
    {
        var file = Path.Combine(Path.GetTempPath(), $"autonumber-{Guid.NewGuid():N}.db");
        try
        {
            using (var org = new TestOrganization(file))
            {
                org.Organization.ImportSolution(Zip("T-{SEQNUM:5}"));
                Create(org);
                org.Service.Execute(new SetAutoNumberSeedRequest { EntityName = "mini_thing", AttributeName = "mini_number", Value = 50 });
                Create(org);
            }

            using (var again = new TestOrganization(file))
            {
                Assert.Equal("T-00051", Number(again, Create(again)));
            }

            using var last = new TestOrganization(file);
            Assert.Equal("T-00052", Number(last, Create(last)));
            Assert.Equal(50, ((GetAutoNumberSeedResponse)last.Service.Execute(new GetAutoNumberSeedRequest { EntityName = "mini_thing", AttributeName = "mini_number" })).AutoNumberSeedValue);
        }
        finally
        {
            foreach (var name in new[] { file, file + "-wal", file + "-shm" })
            {
                File.Delete(name);
            }
        }
    }

    [Fact]
    public void Chance_comes_from_where_the_options_say()
    {
        using var organization = LocalOrganization.Open(new LocalOrganizationOptions { Chance = _ => 25 });
        organization.ImportSolution(Zip("{RANDSTRING:4}"));
        var service = organization.CreateService();
        var id = service.Create(new Entity("mini_thing"));
        Assert.Equal("ZZZZ", service.Retrieve("mini_thing", id, new Microsoft.Xrm.Sdk.Query.ColumnSet("mini_number"))["mini_number"]);
    }

    private static MemoryStream Zip(string format) => new MiniSolution
    {
        ExtraColumns = MiniSolution.Column("mini_Number", "nvarchar", $"<MaxLength>50</MaxLength><AutoNumberFormat>{format}</AutoNumberFormat>"),
    }.Zip();

    private static TestOrganization Imported()
    {
        var org = new TestOrganization();
        org.Organization.ImportSolution(Zip("T-{SEQNUM:5}"));
        return org;
    }

    private static Guid Create(TestOrganization org, string? number = null) => org.Service.Create(new Entity("mini_thing") { ["mini_number"] = number });

    private static object Number(TestOrganization org, Guid id) => org.Read("mini_thing", id)["mini_number"];
}
