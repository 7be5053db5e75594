using System;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>An objective is SMART before it starts, and stays what both sides said while it runs.</summary>
public sealed class ObjectiveGuardTests : IDisposable
{
    private readonly CrmHouse house = new();
    private readonly Guid agreement;

    public ObjectiveGuardTests() => agreement = house.Make.Agreement(null);

    public void Dispose() => house.Dispose();

    [Fact]
    public void A_smart_objective_starts() => Assert.Equal(ObjectiveStatus.Running, Status(house.Objective(agreement)));

    [Fact]
    public void A_draft_may_lack_everything() =>
        Assert.Equal(ObjectiveStatus.Draft, Status(house.Service.Create(new Objective { Name = "One day" })));

    [Fact]
    public void What_contradicts_itself_is_refused_even_as_a_draft() =>
        Refused(() => house.Service.Create(new Objective { Name = "Too much", Metric = Metric.SigningRate, Target = 101 }), "enter 100 at most");

    [Fact]
    public void Starting_names_everything_that_is_missing()
    {
        var message = CrmHouse.RefusalOf(() => house.Service.Create(new Objective { Name = "Empty", StatusCode = ObjectiveStatus.Running }));

        Assert.Contains("“Empty” is not SMART", message, StringComparison.Ordinal);
        foreach (var part in new[] { "metric", "target", "first day", "last day", "marketer", "seller", "agreement" })
            Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_is_started_when_it_is_smart_and_not_before()
    {
        var draft = house.Objective(agreement, objective =>
        {
            objective.StatusCode = null;
            objective.SellerId = null;
        });
        Refused(() => Set(draft, objective => objective.StatusCode = ObjectiveStatus.Running), "No seller owns it");

        Set(draft, objective =>
        {
            objective.SellerId = house.User("late");
            objective.StatusCode = ObjectiveStatus.Running;
        });

        Assert.Equal(ObjectiveStatus.Running, Status(draft));
    }

    [Fact]
    public void One_person_cannot_own_both_sides() => Refused(
        () => house.Objective(agreement, objective => objective.SellerId = objective.MarketerId), "a marketer and a seller who differ");

    [Fact]
    public void What_runs_cannot_be_changed_nor_taken_back()
    {
        var running = house.Objective(agreement);

        Refused(() => Set(running, objective => objective.Target = 9), "Cancel it and write another");
        Refused(() => Set(running, objective => objective.StatusCode = ObjectiveStatus.Draft), "Cancel it and write another");
    }

    [Fact]
    public void What_runs_may_be_renamed() => Set(house.Objective(agreement), objective => objective.Name = "Another name");

    [Fact]
    public void Saying_the_same_again_is_no_change() => Set(house.Objective(agreement), objective => objective.Target = 10);

    [Fact]
    public void What_is_cancelled_stays_cancelled()
    {
        var objective = house.Objective(agreement);
        Close(objective, ObjectiveStatus.Cancelled);

        Assert.Equal(ObjectiveStatus.Cancelled, Status(objective));
        Refused(() => Set(objective, row => row.StateCode = ObjectiveState.Active), "closed");
        Refused(() => Set(objective, row => row.Target = 5), "closed");
    }

    [Theory]
    [InlineData(ObjectiveStatus.Reached)]
    [InlineData(ObjectiveStatus.Missed)]
    public void Nobody_ends_an_objective_by_hand(ObjectiveStatus status) =>
        Refused(() => Close(house.Objective(agreement), status), "written by the product");

    [Fact]
    public void Making_it_inactive_without_saying_why_is_ending_it_by_hand() => Refused(
        () => Set(house.Objective(agreement), objective => objective.StateCode = ObjectiveState.Inactive), "written by the product");

    [Fact]
    public void Nobody_enters_figures_by_hand()
    {
        Refused(() => Set(house.Objective(agreement), objective => objective.Actual = 10), "come from outcomes");
        Refused(() => house.Objective(agreement, objective => objective.Pace = Pace.Reached), "come from outcomes");
    }

    [Fact]
    public void A_French_user_is_refused_in_French()
    {
        using var french = new CrmHouse(CrmHouse.French);

        Assert.Contains(
            "L’objectif « Trop » n’est pas SMART. Sa cible doit être supérieure à 0.",
            CrmHouse.RefusalOf(() => french.Service.Create(new Objective { Name = "Trop", Target = 0 })),
            StringComparison.Ordinal);
    }

    private void Close(Guid id, ObjectiveStatus status) => Set(id, objective =>
    {
        objective.StateCode = ObjectiveState.Inactive;
        objective.StatusCode = status;
    });

    private void Set(Guid id, Action<Objective> change)
    {
        var row = new Objective { Id = id };
        change(row);
        house.Service.Update(row);
    }

    private ObjectiveStatus? Status(Guid id) => house.Row<Objective>(Objective.EntityLogicalName, id).StatusCode;

    private static void Refused(Action operation, string because) =>
        Assert.Contains(because, CrmHouse.RefusalOf(operation), StringComparison.Ordinal);
}
