using System;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Pipeline;

public sealed class PluginTimeTests : IDisposable
{
    private readonly TestOrganization _org = new();
    private readonly ManualStopwatch _stopwatch = new();

    public PluginTimeTests() => _org.Organization.Platform.Stopwatch = _stopwatch;

    public void Dispose() => _org.Dispose();

    [Theory]
    [InlineData(120_000, true)]
    [InlineData(120_001, false)]
    public void A_plug_in_may_run_two_minutes(int milliseconds, bool passes)
    {
        _org.On("Create", "lead", Stage.PostOperation, _ => _stopwatch.Pass(milliseconds));
        if (passes)
        {
            _org.Lead();
            return;
        }

        var fault = TestOrganization.Fault(() => _org.Lead());
        Assert.Equal(ErrorCodes.PluginTimeout, fault.ErrorCode);
        Assert.StartsWith("Didn't receive a response from the Tests.Inline plug-in within the 2:20-minute limit.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, _org.Count("lead"));
    }

    [Fact]
    public void Past_its_time_a_plug_in_sends_no_request_and_catching_that_does_not_help()
    {
        _org.On("Create", "lead", Stage.PreValidation, run =>
        {
            run.Service.Create(new Entity("task") { ["subject"] = "in time" });
            _stopwatch.Pass(120_001);
            try
            {
                run.Service.Create(new Entity("task") { ["subject"] = "late" });
            }
            catch (FaultException<OrganizationServiceFault>)
            {
                _org.Log.Add("caught");
            }
        });
        Assert.Equal(ErrorCodes.PluginTimeout, TestOrganization.Fault(() => _org.Lead()).ErrorCode);
        Assert.Equal(["caught"], _org.Log);
        Assert.Equal("in time", _org.Service.RetrieveMultiple(new QueryExpression("task") { ColumnSet = new ColumnSet("subject") }).Entities.Single()["subject"]);
    }

    [Fact]
    public void The_time_of_inner_plug_ins_counts_for_the_outer_one_too()
    {
        _org.On("Create", "task", Stage.PostOperation, _ => _stopwatch.Pass(70_000));
        _org.On("Create", "lead", Stage.PostOperation, run =>
        {
            run.Service.Create(new Entity("task") { ["subject"] = "1" });
            run.Service.Create(new Entity("task") { ["subject"] = "2" });
        });
        Assert.Equal(ErrorCodes.PluginTimeout, TestOrganization.Fault(() => _org.Lead()).ErrorCode);
        Assert.Equal(0, _org.Count("task"));
    }

    [Fact]
    public void Each_run_has_its_own_two_minutes()
    {
        _org.On("Create", "lead", Stage.PreOperation, _ => _stopwatch.Pass(119_000));
        _org.On("Create", "lead", Stage.PostOperation, _ => _stopwatch.Pass(119_000));
        _org.On("Create", "lead", Stage.PostOperation, _ => _stopwatch.Pass(119_000), isAsync: true);
        _org.Lead();
        Assert.Equal(1, _org.Organization.RunAsyncJobs());
        Assert.Empty(_org.Organization.FailedJobs);
    }

    [Fact]
    public void An_asynchronous_run_has_the_same_limit()
    {
        _org.On("Create", "lead", Stage.PostOperation, _ => _stopwatch.Pass(120_001), isAsync: true);
        _org.Lead();
        _org.Organization.RunAsyncJobs();
        Assert.Contains("2:20-minute limit", Assert.Single(_org.Organization.FailedJobs).Error, StringComparison.Ordinal);
    }

    private sealed class ManualStopwatch : TimeProvider
    {
        private long _milliseconds;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _milliseconds;

        public void Pass(int milliseconds) => _milliseconds += milliseconds;
    }
}
