using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.Handoffs;

/// <summary>Completed activities of the owner are touches: the first stops its clock, all are counted.</summary>
public sealed class TouchTests : IDisposable
{
    private readonly HandoffHouse house = new();

    public void Dispose() => house.Dispose();

    [Theory]
    [InlineData("phonecall")]
    [InlineData("appointment")]
    [InlineData("email")]
    public void A_completed_activity_is_the_first_touch(string table)
    {
        var id = house.Accepted();
        house.Clock.Pass(TimeSpan.FromMinutes(30));

        Done(id, table);

        Assert.Equal((house.Clock.Now, 1), (house.Handoff(id).FirstTouchOn, house.Handoff(id).Touches));
    }

    [Fact]
    public void Further_ones_are_counted_and_the_first_stays()
    {
        var id = house.Accepted();
        Done(id, "phonecall");
        var first = house.Handoff(id).FirstTouchOn;
        for (var touch = 2; touch <= 3; touch++)
        {
            Assert.Null(house.Handoff(id).FollowedUpOn);
            house.Clock.Pass(TimeSpan.FromMinutes(5));
            Done(id, "phonecall");
        }

        var handoff = house.Handoff(id);
        Assert.Equal((first, 3, house.Clock.Now), (handoff.FirstTouchOn, handoff.Touches, handoff.FollowedUpOn));
    }

    [Fact]
    public void An_open_activity_is_none()
    {
        var id = house.Accepted();
        house.Service.Create(Activity(id, "phonecall", house.Seller));
        house.RunJobs();
        Assert.Null(house.Handoff(id).FirstTouchOn);
    }

    [Fact]
    public void What_somebody_else_does_is_none()
    {
        var id = house.Accepted();
        Done(id, "phonecall", house.Stranger);
        Assert.Null(house.Handoff(id).FirstTouchOn);
    }

    [Fact]
    public void A_received_e_mail_is_none()
    {
        var id = house.Accepted();
        Done(id, "email", change: mail => mail["directioncode"] = false);
        Assert.Null(house.Handoff(id).FirstTouchOn);
    }

    [Fact]
    public void An_automatic_reply_is_none()
    {
        var id = house.Accepted();
        Done(id, "email", change: mail => mail["subject"] = "Automatic reply: your question");
        Assert.Null(house.Handoff(id).FirstTouchOn);
    }

    [Fact]
    public void An_e_mail_that_a_program_wrote_in_the_owners_name_is_none()
    {
        var program = house.Organization.CreateUser("Program", house.Organization.RoleNamed("System Administrator"));
        house.Service.Update(new Entity("systemuser", program) { ["accessmode"] = new OptionSetValue(4) });
        var id = house.Accepted();
        Done(id, "email", by: program);
        Assert.Null(house.Handoff(id).FirstTouchOn);
        Done(id, "phonecall", by: program);
        Assert.NotNull(house.Handoff(id).FirstTouchOn);
    }

    [Fact]
    public void Completing_it_again_counts_once()
    {
        var id = house.Accepted();
        var call = Done(id, "phonecall");
        var before = house.Handoff(id);
        house.Service.Update(new Entity("phonecall", call) { ["statecode"] = new OptionSetValue(0) });
        house.Service.Update(new Entity("phonecall", call) { ["statecode"] = new OptionSetValue(1) });
        house.RunJobs();
        Assert.Equal((before.FirstTouchOn, before.Touches), (house.Handoff(id).FirstTouchOn, house.Handoff(id).Touches));
    }

    [Fact]
    public void Touches_of_the_opportunity_count()
    {
        var id = house.Accepted();
        var opportunity = house.Qualify(id)!.Value;
        Done(id, "phonecall", about: new EntityReference("opportunity", opportunity));
        Assert.Equal(1, house.Handoff(id).Touches);
    }

    private Guid Done(Guid handoff, string table, Guid? owner = null, Action<Entity>? change = null, EntityReference? about = null, Guid? by = null)
    {
        var activity = Activity(handoff, table, owner ?? house.Seller);
        if (about is not null)
            activity["regardingobjectid"] = about;
        change?.Invoke(activity);
        var id = house.Organization.CreateService(by).Create(activity);
        house.Service.Update(new Entity(table, id) { ["statecode"] = new OptionSetValue(1) });
        house.RunJobs();
        return id;
    }

    private Entity Activity(Guid handoff, string table, Guid owner)
    {
        var activity = new Entity(table)
        {
            ["subject"] = "About your request", ["ownerid"] = HandoffHouse.User(owner), ["regardingobjectid"] = house.Handoff(handoff).LeadId,
        };
        if (table == "appointment")
        {
            activity["scheduledstart"] = house.Clock.Now;
            activity["scheduledend"] = house.Clock.Now.AddHours(1);
        }

        return activity;
    }
}
