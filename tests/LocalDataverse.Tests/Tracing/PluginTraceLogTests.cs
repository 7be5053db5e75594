using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Tracing;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Tracing;

public sealed class PluginTraceLogTests : IDisposable
{
    private const int Off = 0;
    private const int OnException = 1;
    private const int All = 2;

    private readonly TestOrganization _org = new();

    public void Dispose() => _org.Dispose();

    [Theory]
    [InlineData(Off, false, 0)]
    [InlineData(Off, true, 0)]
    [InlineData(OnException, false, 0)]
    [InlineData(OnException, true, 1)]
    [InlineData(All, false, 1)]
    [InlineData(All, true, 1)]
    public void The_setting_of_the_organisation_says_which_runs_leave_a_row(int setting, bool fails, int rows)
    {
        Set(setting);
        _org.On("Create", "lead", Stage.PostOperation, run =>
        {
            run.Tracing.Trace("scoring");
            if (fails)
            {
                throw new InvalidPluginExecutionException("no");
            }
        });
        Create(fails);
        Assert.Equal(rows, Rows().Length);
    }

    [Fact]
    public void A_row_says_what_ran_what_it_traced_and_how_it_failed_although_all_else_is_taken_back()
    {
        Set(All);
        var step = _org.On("Create", "lead", Stage.PreOperation, run =>
        {
            run.Tracing.Trace("first {0}", 1);
            run.Tracing.Trace("second");
            throw new InvalidOperationException("index out of luck");
        });
        Create(fails: true);
        var row = Assert.Single(Rows());
        Assert.Equal(("Tests.Inline", "Create", "lead", "first 1\r\nsecond"), (row["typename"], row["messagename"], row["primaryentity"], row["messageblock"]));
        Assert.Contains("index out of luck", (string)row["exceptiondetails"], StringComparison.Ordinal);
        Assert.Equal((step.Id, 1, 0, TestOrganization.Start), (row["pluginstepid"], row["depth"], row.GetAttributeValue<OptionSetValue>("mode").Value, row["createdon"]));
        Assert.Equal(0, _org.Count("lead"));
    }

    [Fact]
    public void Runs_of_inner_and_asynchronous_plug_ins_leave_rows_too()
    {
        Set(All);
        _org.On("Create", "lead", Stage.PostOperation, run => run.Service.Create(new Entity("task") { ["subject"] = "call" }));
        _org.On("Create", "task", Stage.PreValidation, _ => { });
        _org.On("Create", "task", Stage.PostOperation, _ => { }, isAsync: true);
        _org.Lead();
        _org.Organization.RunAsyncJobs();
        Assert.Equal(["lead 1 0", "task 2 0", "task 2 1"], Rows().Select(r => $"{r["primaryentity"]} {r["depth"]} {r.GetAttributeValue<OptionSetValue>("mode").Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_setting_that_is_rolled_back_does_not_count()
    {
        _org.On("Update", "organization", Stage.PostOperation, run =>
        {
            if (((OptionSetValue)run.Target["plugintracelogsetting"]).Value == All)
            {
                throw new InvalidPluginExecutionException("no");
            }
        });
        TestOrganization.Fault(() => Set(All));
        Assert.Empty(Rows());
        _org.Lead();
        Set(OnException);
        TestOrganization.Fault(() => Set(All));
        Assert.Single(Rows());
    }

    [Fact]
    public void A_fault_carries_what_its_plug_ins_traced()
    {
        _org.On("Create", "task", Stage.PreOperation, run =>
        {
            run.Tracing.Trace("inner line");
            throw new InvalidPluginExecutionException("no");
        }, name: "inner step");
        _org.On("Create", "lead", Stage.PostOperation, run =>
        {
            run.Tracing.Trace("outer line");
            run.Service.Create(new Entity("task") { ["subject"] = "call" });
        });
        var text = TestOrganization.Fault(() => _org.Lead()).TraceText;
        Assert.Matches("(?s)Tests.Inline.*inner step.*inner line.*outer line", text);
    }

    [Fact]
    public void The_newest_lines_stay_when_a_block_gets_too_long()
    {
        var block = new TraceBlock();
        for (var i = 0; i < 5000; i++)
        {
            block.Add($"line {i}");
        }

        var text = block.ToString();
        Assert.InRange(text.Length, LongText.Most - 12, LongText.Most);
        Assert.StartsWith("line ", text, StringComparison.Ordinal);
        Assert.EndsWith("line 4998\r\nline 4999", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LongText.Most)]
    [InlineData(LongText.Most + 1)]
    public void Of_a_line_too_long_its_end_stays(int length)
    {
        var block = new TraceBlock();
        block.Add(new string('a', length - 1) + "z");
        Assert.Equal(LongText.Most, block.ToString().Length);
        Assert.EndsWith("az", block.ToString(), StringComparison.Ordinal);
    }

    private void Set(int setting) => _org.Service.Update(new Entity("organization", _org.Organization.OrganizationId) { ["plugintracelogsetting"] = new OptionSetValue(setting) });

    private void Create(bool fails)
    {
        if (fails)
        {
            TestOrganization.Fault(() => _org.Lead());
        }
        else
        {
            _org.Lead();
        }
    }

    private Entity[] Rows() => [.. _org.Service.RetrieveMultiple(new QueryExpression("plugintracelog") { ColumnSet = new ColumnSet(true) }).Entities];
}
