using System;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>The field is heard: whoever reads a lead may say what is wrong, and sees when it was answered.</summary>
public sealed class FeedbackTests : IDisposable
{
    private readonly CrmHouse house = new();

    public void Dispose() => house.Dispose();

    [Theory]
    [InlineData("Smarketing Sales")]
    [InlineData("Smarketing Sales Manager")]
    [InlineData("Smarketing Marketing")]
    public void Whoever_reads_a_lead_may_give_feedback_about_it(string role)
    {
        var user = house.Organization.CreateUser("field", house.Organization.RoleNamed(role));
        var lead = house.Make.Lead(("ownerid", new EntityReference("systemuser", user)));

        var feedback = house.Organization.CreateService(user).Create(New(lead));

        Assert.Equal(user, house.Row<Feedback>(Feedback.EntityLogicalName, feedback).OwnerId!.Id);
    }

    [Fact]
    public void Who_cannot_read_a_lead_cannot_give_feedback_about_it()
    {
        var seller = house.Organization.CreateUser("seller", house.Organization.RoleNamed("Smarketing Sales"));
        var foreign = house.Make.Lead();

        Assert.ThrowsAny<Exception>(() => house.Organization.CreateService(seller).Create(New(foreign)));
    }

    [Fact]
    public void Answering_notes_when_once()
    {
        var feedback = house.Service.Create(New(house.Make.Lead()));
        Assert.Null(Row(feedback).AnsweredOn);

        house.Service.Update(new Feedback { Id = feedback, Answer = "Mended." });
        var answered = house.Clock.Now;
        Assert.Equal(answered, Row(feedback).AnsweredOn);

        house.Clock.Pass(TimeSpan.FromHours(1));
        house.Service.Update(new Feedback { Id = feedback, Answer = "Mended yesterday." });
        Assert.Equal(answered, Row(feedback).AnsweredOn);
    }

    [Fact]
    public void Taking_the_answer_back_makes_it_unanswered()
    {
        var feedback = house.Service.Create(New(house.Make.Lead()));
        house.Service.Update(new Feedback { Id = feedback, Answer = "Mended." });

        house.Service.Update(new Feedback { Id = feedback, Answer = null });

        Assert.Null(Row(feedback).AnsweredOn);
    }

    [Fact]
    public void It_is_not_closed_without_an_answer()
    {
        var feedback = house.Service.Create(New(house.Make.Lead()));

        Assert.Contains("cannot be answered without an answer", CrmHouse.RefusalOf(() => Close(feedback)), StringComparison.Ordinal);

        house.Service.Update(new Feedback { Id = feedback, Answer = "Mended." });
        Close(feedback);
        Assert.Equal(FeedbackStatus.Answered, Row(feedback).StatusCode);
    }

    private void Close(Guid id) => house.Service.Update(new Feedback { Id = id, StateCode = FeedbackState.Inactive, StatusCode = FeedbackStatus.Answered });

    private Feedback Row(Guid id) => house.Row<Feedback>(Feedback.EntityLogicalName, id);

    private static Feedback New(Guid lead) => new()
    {
        Name = "Wrong score", Kind = FeedbackKind.WrongScore, Text = "This is a student.", LeadId = new EntityReference("lead", lead),
    };
}
