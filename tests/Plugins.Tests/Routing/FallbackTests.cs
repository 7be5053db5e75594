using System;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Routing;

/// <summary>A lead is never lost and never without an owner, also when nobody can take it.</summary>
public sealed class FallbackTests : IDisposable
{
    private readonly RoutingHouse house = new();

    public void Dispose() => house.Dispose();

    [Fact]
    public void When_nobody_can_take_it_it_keeps_its_owner_waits_in_the_queue_and_sales_is_told()
    {
        var (queue, manager) = (house.Service.Create(new Entity("queue") { ["name"] = "Waiting" }), house.NewUser());
        house.Service.Update(new Pool
        {
            Id = house.Pool, QueueId = RoutingHouse.Reference("queue", queue), ManagerId = RoutingHouse.User(manager),
        });

        var id = house.Routed();

        var handoff = house.HandoffOf(id);
        Assert.Equal((RoutedBy.FallbackQueue, null, manager), (handoff.RoutedBy!.Value, handoff.PairId, handoff.OwnerId!.Id));
        Assert.Equal(house.Organization.AdministratorId, house.OwnerOf(id));
        Assert.True(house.Lead(id).HandoffOpen);
        Assert.Equal(1, InQueue(queue));
        var alert = Assert.Single(house.Alerts(AlertKind.NoPair));
        Assert.Equal((house.Pool, id, manager, Side.Sales), (alert.PoolId!.Id, alert.LeadId!.Id, alert.ToUserId!.Id, alert.Side!.Value));
        Assert.Contains("Add a pair", alert.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_alert_for_a_pool_however_many_leads_wait()
    {
        house.Routed();
        house.Routed();

        Assert.Single(house.Alerts(AlertKind.NoPair));
    }

    [Fact]
    public void The_alert_stands_as_long_as_any_lead_of_the_pool_waits_and_leads_that_are_closed_wait_no_more()
    {
        var queue = house.Service.Create(new Entity("queue") { ["name"] = "Waiting" });
        house.Service.Update(new Pool { Id = house.Pool, QueueId = RoutingHouse.Reference("queue", queue) });
        var (first, second) = (house.Routed(), house.Routed());

        Disqualify(first);
        Assert.Equal((0, 1), (OpenTasks(first), OpenTasks(second)));
        Assert.Null(Assert.Single(house.Alerts(AlertKind.NoPair)).HealedOn);

        Disqualify(second);
        Assert.Equal(0, OpenTasks(second));
        Assert.NotNull(Assert.Single(house.Alerts(AlertKind.NoPair)).HealedOn);
    }

    [Fact]
    public void What_waits_is_routed_by_a_sweep_once_somebody_can_take_it()
    {
        var queue = house.Service.Create(new Entity("queue") { ["name"] = "Waiting" });
        house.Service.Update(new Pool { Id = house.Pool, QueueId = RoutingHouse.Reference("queue", queue) });
        var id = house.Routed();
        house.Clock.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal(0, house.Sweep());
        var pair = house.Member();
        house.Clock.Pass(TimeSpan.FromMinutes(6));

        Assert.Equal(1, house.Sweep());

        var handoff = Assert.Single(house.Handoffs(id));
        Assert.Equal((pair, RoutedBy.WeightedRoundRobin, 1), (handoff.PairId!.Id, handoff.RoutedBy!.Value, handoff.Attempt!.Value));
        Assert.Equal((StillClock.Start, house.Clock.Now), (handoff.ContractStartedOn!.Value, handoff.StartedOn!.Value));
        Assert.Equal(house.SellerOf(pair), house.OwnerOf(id));
        Assert.NotNull(Assert.Single(house.Alerts(AlertKind.NoPair)).HealedOn);
        Assert.Equal(0, OpenTasks(id));
        Assert.Equal(0, house.Sweep());
    }

    [Fact]
    public void A_lead_that_waits_through_several_attempts_is_one_task_until_a_pair_has_it()
    {
        var queue = house.Service.Create(new Entity("queue") { ["name"] = "Waiting" });
        house.Service.Update(new Pool { Id = house.Pool, QueueId = RoutingHouse.Reference("queue", queue) });
        var id = house.Routed();
        house.AsSystem.Update(new Handoff { Id = house.HandoffOf(id).Id, StateCode = HandoffState.Inactive, StatusCode = HandoffStatus.ReRouted });
        house.Update(id, ("smk_handoffopen", false));
        house.RunJobs();

        house.Sweep();

        Assert.Equal((2, null), (house.HandoffOf(id).Attempt!.Value, house.HandoffOf(id).PairId));
        Assert.Equal(1, OpenTasks(id));
        house.Member();
        house.Clock.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal(1, house.Sweep());
        Assert.Equal(0, OpenTasks(id));
    }

    [Fact]
    public void A_sweep_that_can_route_nothing_does_nothing_and_does_not_ask_to_be_called_again()
    {
        house.Routed();
        house.Routed();
        house.Clock.Pass(TimeSpan.FromMinutes(6));

        var answer = house.Service.Execute(new OrganizationRequest("smk_RunSweep") { ["Limit"] = 1, ["Task"] = "route" });

        Assert.Equal((0, false), ((int)answer["Done"], (bool)answer["HasMore"]));
    }

    [Fact]
    public void Leads_that_nobody_can_take_do_not_keep_others_waiting_for_ever()
    {
        var stuck = house.NewPool();
        house.Rule(1, "address1_country equals FR", stuck);
        var first = house.Routed(("address1_country", "FR"));
        house.Clock.Pass(TimeSpan.FromSeconds(1));
        var second = house.Routed();
        house.Member();
        for (var i = 0; i < 2; i++)
        {
            house.Clock.Pass(TimeSpan.FromMinutes(6));
            house.Sweep(limit: 1);
        }

        Assert.Null(house.HandoffOf(first).PairId);
        Assert.NotNull(house.HandoffOf(second).PairId);
    }

    [Fact]
    public void Without_rule_and_default_pool_it_stays_with_its_owner_and_sales_is_told()
    {
        using var bare = new RoutingHouse(agreement => agreement.DefaultPoolId = null);

        var id = bare.Routed();

        Assert.Equal((RoutedBy.FallbackQueue, null), (bare.HandoffOf(id).RoutedBy!.Value, bare.HandoffOf(id).PoolId));
        Assert.Equal(bare.Organization.AdministratorId, bare.OwnerOf(id));
        Assert.Contains("Add a routing rule", Assert.Single(bare.Alerts(AlertKind.NoPool)).Message, StringComparison.Ordinal);
        using var record = JsonDocument.Parse(bare.HandoffOf(id).Candidates!);
        Assert.Equal("FallbackQueue", record.RootElement.GetProperty("how").GetString());

        bare.Member();
        bare.Rule(1, null, bare.Pool);
        bare.Clock.Pass(TimeSpan.FromMinutes(6));
        Assert.Equal(1, bare.Sweep());
        Assert.NotNull(bare.HandoffOf(id).PairId);
        Assert.NotNull(Assert.Single(bare.Alerts(AlertKind.NoPool)).HealedOn);
    }

    [Fact]
    public void A_lead_whose_job_was_lost_is_found_by_a_sweep()
    {
        house.Member();
        var id = house.Sql();
        foreach (var job in house.Service.RetrieveMultiple(new QueryExpression("asyncoperation")).Entities)
            house.Service.Delete("asyncoperation", job.Id);
        house.RunJobs();
        Assert.Empty(house.Handoffs(id));

        Assert.Equal(1, house.Sweep());

        Assert.Single(house.Handoffs(id));
        Assert.Equal(0, house.Sweep());
    }

    [Fact]
    public void A_lead_closed_meanwhile_is_left_alone()
    {
        house.Member();
        var id = house.Sql();
        house.Update(id, ("statecode", new OptionSetValue(2)));
        house.RunJobs();
        house.Sweep();

        Assert.Empty(house.Handoffs(id));
    }

    [Fact]
    public void A_lead_deleted_meanwhile_fails_no_job()
    {
        house.Member();
        house.Service.Delete("lead", house.Sql());

        house.RunJobs();
    }

    private int InQueue(Guid queue)
    {
        var query = new QueryExpression("queueitem");
        query.Criteria.AddCondition("queueid", ConditionOperator.Equal, queue);
        return house.Service.RetrieveMultiple(query).Entities.Count;
    }

    private void Disqualify(Guid lead)
    {
        house.Update(lead, ("statecode", new OptionSetValue(2)), ("statuscode", new OptionSetValue(4)));
        house.RunJobs();
    }

    private int OpenTasks(Guid lead)
    {
        var query = new QueryExpression("task");
        query.Criteria.AddCondition("regardingobjectid", ConditionOperator.Equal, lead);
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
        return house.Service.RetrieveMultiple(query).Entities.Count;
    }
}
