using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Conditions;
using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Conditions;

/// <summary>The small language in which rules, pairs and personas say which leads they mean.</summary>
public sealed class LeadConditionsTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Persona = new("6f0f9a52-3c0e-4d0b-9a34-736d61726b74");

    private static readonly Dictionary<string, FactValue> Lead = new(StringComparer.Ordinal)
    {
        ["address1_country"] = FactValue.OfText("Bélgique"),
        ["jobtitle"] = FactValue.OfText("Directrice des ventes"),
        ["numberofemployees"] = FactValue.OfNumber(101),
        ["industrycode"] = FactValue.OfChoice(12),
        ["smk_personaid"] = FactValue.OfReference(Persona),
        ["donotemail"] = FactValue.OfFlag(false),
        ["estimatedclosedate"] = FactValue.OfInstant(Now.AddDays(10)),
    };

    [Theory]
    [InlineData("address1_country in FR; belgique; CH", true)]
    [InlineData("address1_country in FR; CH", false)]
    [InlineData("address1_country equals Belgique", true)]
    [InlineData("address1_country = Belgique", true)]
    [InlineData("address1_country not equals Belgique", false)]
    [InlineData("address1_country <> France", true)]
    [InlineData("jobtitle contains direct", true)]
    [InlineData("jobtitle begins with directrice des", true)]
    [InlineData("jobtitle begins with ventes", false)]
    [InlineData("jobtitle matches ^direct(eur|rice)", true)]
    [InlineData("numberofemployees greater 100", true)]
    [InlineData("numberofemployees greater than 100", true)]
    [InlineData("numberofemployees > 101", false)]
    [InlineData("numberofemployees less 102", true)]
    [InlineData("numberofemployees less than 101", false)]
    [InlineData("numberofemployees between 101 and 200", true)]
    [InlineData("numberofemployees between 102; 200", false)]
    [InlineData("industrycode in 7; 12", true)]
    [InlineData("industrycode in 7; 13", false)]
    [InlineData("smk_personaid equals 6f0f9a52-3c0e-4d0b-9a34-736d61726b74", true)]
    [InlineData("smk_personaid equals {6f0f9a52-3c0e-4d0b-9a34-736d61726b74}", true)]
    [InlineData("smk_personaid equals 6f0f9a52-3c0e-4d0b-9a34-000000000000", false)]
    [InlineData("donotemail equals no", true)]
    [InlineData("estimatedclosedate within days 10", true)]
    [InlineData("estimatedclosedate within days 9", false)]
    [InlineData("telephone1 is unknown", true)]
    [InlineData("jobtitle is known", true)]
    public void A_line_is_a_column_an_operator_and_values(string line, bool holds) => Assert.Equal(holds, Holds(line));

    [Theory]
    [InlineData("address1_country parmi FR; Belgique", true)]
    [InlineData("address1_country Égal à Belgique", true)]
    [InlineData("address1_country different de Belgique", false)]
    [InlineData("jobtitle commence par directrice", true)]
    [InlineData("jobtitle contient ventes", true)]
    [InlineData("numberofemployees supérieur à 100", true)]
    [InlineData("numberofemployees inférieur à 101", false)]
    [InlineData("numberofemployees entre 101 et 102", true)]
    [InlineData("telephone1 est inconnu", true)]
    [InlineData("telephone1 est connu", false)]
    [InlineData("estimatedclosedate à jours près 10", true)]
    public void It_can_be_written_in_French(string line, bool holds) => Assert.Equal(holds, Holds(line));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \r\n\t\n")]
    [InlineData("# every lead of the north\n\n")]
    public void No_line_holds_for_every_lead(string? text) => Assert.True(LeadConditions.Read(text).Hold(_ => FactValue.Unknown, Now));

    [Fact]
    public void All_lines_must_hold()
    {
        Assert.True(Holds("numberofemployees greater 100\r\nindustrycode equals 12"));
        Assert.False(Holds("numberofemployees greater 100\r\nindustrycode equals 13"));
        Assert.False(Holds("numberofemployees greater 101\nindustrycode equals 12"));
    }

    [Fact]
    public void The_first_line_not_met_is_told_by_its_number_in_the_text()
    {
        var unmet = LeadConditions.Read("# size\n\nnumberofemployees > 100\n  industrycode = 13  ").FirstUnmet(Read, Now);

        Assert.Equal(4, unmet!.Number);
        Assert.Equal("industrycode = 13", unmet.Written);
    }

    [Fact]
    public void An_unknown_value_meets_only_is_unknown() =>
        Assert.Equal(
            ["telephone1 is unknown"],
            new[] { "telephone1 is unknown", "telephone1 not equals 5", "telephone1 contains 0", "telephone1 is known" }.Where(Holds));

    [Theory]
    [InlineData("numberofemployees over 9000")]
    [InlineData("numberofemployees greater")]
    [InlineData("numberofemployees greater many")]
    [InlineData("jobtitle")]
    [InlineData("jobtitle matches (a+)+$")]
    public void A_line_that_cannot_be_run_is_never_met(string line) => Assert.False(Holds(line));

    [Theory]
    [InlineData("shoesize equals 44", FaultCode.UnknownColumn)]
    [InlineData("jobtitle is a director", FaultCode.UnknownOperator)]
    [InlineData("jobtitle", FaultCode.UnknownOperator)]
    [InlineData("jobtitle equals", FaultCode.ValueMissing)]
    [InlineData("jobtitle greater 5", FaultCode.WrongColumnType)]
    [InlineData("numberofemployees greater many", FaultCode.WrongValue)]
    [InlineData("numberofemployees between 10", FaultCode.ValueMissing)]
    [InlineData("numberofemployees between 10 and 5", FaultCode.BandReversed)]
    [InlineData("industrycode in 7; 99", FaultCode.UnknownOption)]
    [InlineData("jobtitle matches (director", FaultCode.InvalidPattern)]
    [InlineData("jobtitle matches (a+)+$", FaultCode.UnsafePattern)]
    public void What_cannot_be_run_is_a_fault_of_its_line(string line, FaultCode code)
    {
        var fault = Assert.Single(LeadConditions.Check("jobtitle is known\n" + line, new Catalog()));

        Assert.Equal((2, line, code), (fault.Line, fault.Written, fault.Code));
    }

    [Fact]
    public void Every_faulty_line_is_told() => Assert.Equal(
        [1, 3], LeadConditions.Check("a = 1\njobtitle is known\nb = 2", new Catalog()).Select(fault => fault.Line));

    [Fact]
    public void The_columns_to_read_are_named_once_each_in_lower_case() => Assert.Equal(
        ["jobtitle", "numberofemployees"], LeadConditions.Read("JobTitle is known\nnumberofemployees > 1\njobtitle contains a").Columns);

    private static bool Holds(string text) => LeadConditions.Read(text).Hold(Read, Now);

    private static FactValue Read(string column) => Lead.TryGetValue(column, out var value) ? value : FactValue.Unknown;

    private sealed class Catalog : IColumnCatalog
    {
        public ColumnShape? Find(string column) => column switch
        {
            "jobtitle" => new ColumnShape(FactKind.Text),
            "numberofemployees" => new ColumnShape(FactKind.Number),
            "industrycode" => new ColumnShape(FactKind.Choice, [7, 12]),
            _ => null,
        };
    }
}
