using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;
using Calendar = Smarketing.Crm.Dataverse.Tables.Calendar;

namespace Smarketing.Tests.Plugins.Handoffs;

/// <summary>
/// A house whose agreement promises an answer in 60 working minutes, a touch in 120, three attempts in 600 and a disposition in 1200, in a Paris office open
/// from nine to twelve-thirty and from two to six. It is Tuesday, 3 March 2026, nine o'clock there.
/// </summary>
public sealed class HandoffHouse : CrmHouse
{
    private int made;

    public HandoffHouse(Action<Agreement>? change = null)
    {
        Clock.Pass(Paris("2026-03-03 09:00") - Clock.Now);
        var roles = new[] { Organization.RoleNamed("Smarketing Sales"), Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead", "Activity", "Opportunity") };
        Boss = Organization.CreateUser("Boss", Organization.RoleNamed("Smarketing Sales Manager"));
        Seller = Organization.CreateUser("Seller", roles);
        Stranger = Organization.CreateUser("Stranger", roles);
        Pair = Service.Create(new Pair { Name = "Pair", SellerId = User(Seller), MarketerId = User(Organization.CreateUser("Marketer", roles)) });
        CalendarId = Service.Create(new Calendar
        {
            Name = "Office", TimeZone = "Europe/Paris", Monday = Day, Tuesday = Day, Wednesday = Day, Thursday = Day, Friday = Day,
        });
        AgreementId = Make.AgreementInForce(Make.Model(), agreement =>
        {
            agreement.CalendarId = new EntityReference(Calendar.EntityLogicalName, CalendarId);
            agreement.AcceptMinutes = 60;
            agreement.FirstTouchMinutes = 120;
            agreement.FollowUpAttempts = 3;
            agreement.FollowUpMinutes = 600;
            agreement.DispositionMinutes = 1200;
            agreement.WarnPercent = 75;
            agreement.MostPauseMinutes = 30;
            agreement.MostReroutes = 0;
            agreement.SalesManagerId = User(Boss);
            change?.Invoke(agreement);
        });
    }

    public const string Day = "09:00-12:30; 14:00-18:00";

    public Guid AgreementId { get; }

    public Guid CalendarId { get; }

    public Guid Pair { get; }

    public Guid Seller { get; }

    public Guid Stranger { get; }

    /// <summary>A sales manager, the agreement's.</summary>
    public Guid Boss { get; }

    /// <summary>A lead that asked for a demonstration, handed to the seller now.</summary>
    /// <returns>The hand-off.</returns>
    public Guid HandedOff(Action<Handoff>? change = null)
    {
        var lead = Make.Lead(("emailaddress1", "a" + (++made).ToString(CultureInfo.InvariantCulture) + "@b.fr"), ("ownerid", User(Seller)));
        Make.Event(lead, EngagementType.DemoRequest);
        RunJobsUntilHandedOff(lead, change);
        return Handoffs(lead)[^1].Id;
    }

    public Handoff Handoff(Guid id) => Row<Handoff>(Smarketing.Crm.Dataverse.Tables.Handoff.EntityLogicalName, id);

    public IReadOnlyList<Handoff> Handoffs(Guid lead) => [.. Rows<Handoff>(
        Smarketing.Crm.Dataverse.Tables.Handoff.EntityLogicalName, Smarketing.Crm.Dataverse.Tables.Handoff.Columns.LeadId, lead).OrderBy(row => row.Attempt)];

    public Lead LeadOf(Guid handoff) => Lead(Handoff(handoff).LeadId!.Id);

    public int Answer(Guid handoff, Guid user, bool accept, int? reason = null, string? note = null)
    {
        var request = new OrganizationRequest("smk_AnswerHandoff")
        {
            ["Target"] = new EntityReference(Smarketing.Crm.Dataverse.Tables.Handoff.EntityLogicalName, handoff), ["Accept"] = accept,
        };
        if (reason is not null)
            request["Reason"] = reason.Value;
        if (note is not null)
            request["Note"] = note;
        return (int)Organization.CreateService(user).Execute(request)["Status"];
    }

    /// <summary>A hand-off that its seller has accepted.</summary>
    public Guid Accepted()
    {
        var id = HandedOff();
        Answer(id, Seller, true);
        RunJobs();
        return id;
    }

    /// <summary>Qualifies the lead of a hand-off, as its seller.</summary>
    /// <returns>The opportunity, when one was asked for.</returns>
    public Guid? Qualify(Guid handoff, bool withOpportunity = true)
    {
        var response = (QualifyLeadResponse)Service.Execute(new QualifyLeadRequest
        {
            LeadId = Handoff(handoff).LeadId, CreateAccount = true, CreateContact = true, CreateOpportunity = withOpportunity, Status = new OptionSetValue(-1),
        });
        RunJobs();
        return response.CreatedEntities.SingleOrDefault(row => row.LogicalName == "opportunity")?.Id;
    }

    /// <summary>One sweep of the clocks.</summary>
    public int Sweep(int limit = 100) => (int)Service.Execute(new OrganizationRequest("smk_RunSweep") { ["Limit"] = limit, ["Task"] = "clocks" })["Done"];

    public IReadOnlyList<Alert> Alerts(Guid handoff) =>
        [.. Rows<Alert>(Alert.EntityLogicalName, Alert.Columns.HandoffId, handoff).OrderBy(alert => alert.Key, StringComparer.Ordinal)];

    public static EntityReference User(Guid id) => new("systemuser", id);

    public static DateTime Paris(string local) => TimeZoneInfo.ConvertTimeToUtc(
        DateTime.Parse(local, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Romance Standard Time"));

    private void RunJobsUntilHandedOff(Guid lead, Action<Handoff>? change)
    {
        // Scored by the engagement, but not routed by any job: these tests hand over themselves.
        Update(lead, (Smarketing.Crm.Dataverse.Tables.Lead.Columns.ScoreRequestedOn, Clock.Now));
        Make.Handoff(lead, row =>
        {
            row.OwnerId = User(Seller);
            row.PairId = new EntityReference(Smarketing.Crm.Dataverse.Tables.Pair.EntityLogicalName, Pair);
            row.AgreementId = new EntityReference(Agreement.EntityLogicalName, AgreementId);
            change?.Invoke(row);
        });
        Update(lead, (Smarketing.Crm.Dataverse.Tables.Lead.Columns.HandoffOpen, true));
        RunJobs();
    }
}
