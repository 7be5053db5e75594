using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;

namespace Smarketing.Tests.Plugins.Twice;

/// <summary>
/// Two teams at work, told the same way every time under whatever hardship: two pairs in one pool, an agreement with short promises, a campaign
/// with content, two personas. <see cref="Chapters"/> says what happens.
/// </summary>
internal sealed class Story : CrmHouse
{
    private int made;

    public Story(Hardship hardship)
    {
        Refused = hardship.Refused;
        Pen = new Pen(Service);
        Write = new Producer(Pen, Clock);
        hardship.Befall(Organization);
        var roles = new[] { Organization.RoleNamed("Smarketing Sales"), Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead", "Activity", "Opportunity") };
        Marketer = Organization.CreateUser("Marketer", [.. roles, Organization.RoleNamed("Smarketing Marketing")]);
        Boss = Organization.CreateUser("Boss", [.. roles, Organization.RoleNamed("Smarketing Sales Manager")]);
        Sellers = [Organization.CreateUser("Anne", roles), Organization.CreateUser("Bruno", roles)];
        Queue = Pen.Create(new Entity("queue") { ["name"] = "Waiting" });
        Pool = Pen.Create(new Pool { Name = "Pool", Method = RoutingMethod.WeightedRoundRobin, QueueId = Ref("queue", Queue), ManagerId = User(Boss) });
        foreach (var seller in Sellers)
        {
            var pair = Pen.Create(new Pair { Name = "Pair " + Next(), SellerId = User(seller), MarketerId = User(Marketer) });
            Pen.Create(new PoolMember { Name = "Member " + Next(), PoolId = Ref("smk_pool", Pool), PairId = Ref("smk_pair", pair), Weight = 1 });
        }

        Campaign = Pen.Create(new Entity("campaign") { ["name"] = "Spring", ["othercost"] = new Money(100) });
        OtherCampaign = Pen.Create(new Entity("campaign") { ["name"] = "Summer" });
        Pen.Create(new Content { Name = "Guide", Key = "guide", CampaignId = Ref("campaign", Campaign) });
        Pen.Create(new Persona { Name = "Director", Conditions = "jobtitle contains director", Weight = 2 });
        Pen.Create(new Persona { Name = "Anybody", Weight = 1 });
    }

    /// <summary>Rows that cannot be written for a while.</summary>
    public ICollection<Guid> Refused { get; }

    /// <summary>Creates rows, each with the same id in every telling.</summary>
    public Pen Pen { get; }

    /// <summary>Makes valid rows by the pen.</summary>
    public Producer Write { get; }

    public Guid Marketer { get; }

    public Guid Boss { get; }

    public IReadOnlyList<Guid> Sellers { get; }

    public Guid Queue { get; }

    public Guid Pool { get; }

    public Guid Campaign { get; }

    public Guid OtherCampaign { get; }

    public Guid AgreementId { get; set; }

    /// <summary>Leads by what the story calls them.</summary>
    public Dictionary<string, Guid> Leads { get; } = new(StringComparer.Ordinal);

    /// <summary>Tells the whole story under a hardship, and what is on record in the end.</summary>
    /// <param name="hardship">What jobs go through.</param>
    /// <param name="after">Called after each chapter and its jobs.</param>
    public static IReadOnlyList<string> Told(Hardship hardship, Action<Chapter>? after = null)
    {
        using var story = new Story(hardship);
        var figures = new List<string>();
        foreach (var chapter in Chapters.All)
        {
            chapter.Tell(story);
            story.Rest();
            // What one chapter fails to count the next may make up for.
            story.Sweep("campaigns");
            figures.AddRange(Snapshot.Of(story.Service, "campaign").Select(row => "chapter " + chapter.Name + ": " + row));
            after?.Invoke(chapter);
        }

        hardship.AtTheEnd();
        story.Settle();
        return [.. figures, .. Snapshot.Of(story.Service)];
    }

    /// <summary>Has open leads scored anew, so that it does not count when they were scored last, and what is marked computed.</summary>
    public void Settle()
    {
        Rest();
        foreach (var lead in Rows<Lead>("lead", "statecode", 0))
            AsSystem.Update(new Lead { Id = lead.Id, ScoreRequestedOn = Clock.Now });
        Rest();
        Sweep();
        Rest();
    }

    /// <summary>Runs what waits, then lets some minutes pass.</summary>
    public void Rest(int minutes = 10)
    {
        RunJobs();
        Clock.Pass(TimeSpan.FromMinutes(minutes));
    }

    /// <summary>A lead by a name; a director of a large firm is ripe for sales at once.</summary>
    public Guid Lead(string name, bool isRipe = false, Guid? campaign = null)
    {
        (string, object?)[] ripe = isRipe ? [("jobtitle", "Sales director"), ("numberofemployees", 500)] : [];
        return Leads[name] = Write.Lead(
            [("lastname", name), ("emailaddress1", name + "@gmail.com"), ("campaignid", campaign is { } id ? Ref("campaign", id) : null), .. ripe]);
    }

    public void Ripen(string name) => Update(Leads[name], ("jobtitle", "Sales director"), ("numberofemployees", 500));

    /// <summary>A lead that a pair has.</summary>
    public Guid HandedOff(string name)
    {
        Lead(name, isRipe: true, Campaign);
        Rest();
        return HandoffOf(name).Id;
    }

    /// <summary>A lead whose pair has accepted it.</summary>
    public Guid Accepted(string name)
    {
        var id = HandedOff(name);
        Answer(id, true);
        Rest();
        return id;
    }

    public Handoff HandoffOf(string name) =>
        Rows<Handoff>(Handoff.EntityLogicalName, Handoff.Columns.LeadId, Leads[name]).OrderBy(row => row.Cycle).ThenBy(row => row.Attempt).Last();

    public void Answer(Guid handoff, bool accept, RejectReason? reason = null)
    {
        var request = new OrganizationRequest("smk_AnswerHandoff") { ["Target"] = Ref(Handoff.EntityLogicalName, handoff), ["Accept"] = accept };
        if (reason is not null)
            request["Reason"] = (int)reason;
        Organization.CreateService(Row<Handoff>(Handoff.EntityLogicalName, handoff).OwnerId!.Id).Execute(request);
    }

    /// <summary>Events of another system, told in bulk.</summary>
    public void Record(string name, params (EngagementType Type, Guid? Campaign, string? Content)[] events)
    {
        var rows = events.Select((item, i) => (JsonNode)new JsonObject
        {
            ["lead"] = Leads[name].ToString(), ["type"] = item.Type.ToString(), ["channel"] = "Site", ["sourceKey"] = "k" + Next(),
            ["occurredOn"] = Clock.Now.AddMinutes(i - events.Length).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["campaign"] = item.Campaign?.ToString(), ["content"] = item.Content,
        });
        Service.Execute(new OrganizationRequest("smk_RecordEngagements") { ["Engagements"] = new JsonArray([.. rows]).ToJsonString() });
    }

    /// <summary>The owner of a hand-off does something about its lead, and completes it.</summary>
    public Guid Do(string table, string name, EntityReference? about = null, bool complete = true)
    {
        var activity = new Entity(table)
        {
            ["subject"] = "About " + name, ["ownerid"] = HandoffOf(name).OwnerId, ["regardingobjectid"] = about ?? Ref("lead", Leads[name]),
        };
        if (table == "appointment")
            (activity["scheduledstart"], activity["scheduledend"]) = (Clock.Now, Clock.Now.AddHours(1));
        var id = Pen.Create(activity);
        if (complete)
            Complete(table, id);
        return id;
    }

    public void Complete(string table, Guid id) => Service.Update(new Entity(table, id) { ["statecode"] = new OptionSetValue(1) });

    /// <summary>Qualifies a lead.</summary>
    /// <returns>Its opportunity.</returns>
    public Guid Qualify(string name)
    {
        var response = (QualifyLeadResponse)Service.Execute(new QualifyLeadRequest
        {
            LeadId = Ref("lead", Leads[name]), CreateAccount = false, CreateContact = true, CreateOpportunity = true, Status = new OptionSetValue(-1),
        });
        return response.CreatedEntities.Single(row => row.LogicalName == "opportunity").Id;
    }

    public Guid Opportunity(string name, decimal estimate) => Pen.Create(new Entity("opportunity")
    {
        ["name"] = "Opportunity of " + name, ["originatingleadid"] = Ref("lead", Leads[name]), ["estimatedvalue"] = new Money(estimate),
    });

    public void Win(Guid opportunity, decimal revenue) => Service.Execute(new WinOpportunityRequest
    {
        Status = new OptionSetValue(-1),
        OpportunityClose = new Entity("opportunityclose")
        {
            ["subject"] = "Won", ["opportunityid"] = Ref("opportunity", opportunity), ["actualrevenue"] = new Money(revenue),
        },
    });

    public void Lose(Guid opportunity) => Service.Execute(new LoseOpportunityRequest
    {
        Status = new OptionSetValue(-1), OpportunityClose = new Entity("opportunityclose") { ["subject"] = "Lost", ["opportunityid"] = Ref("opportunity", opportunity) },
    });

    public void Reopen(Guid opportunity) =>
        Service.Update(new Entity("opportunity", opportunity) { ["statecode"] = new OptionSetValue(0), ["statuscode"] = new OptionSetValue(1) });

    public void Disqualify(string name) =>
        Service.Update(new Entity("lead", Leads[name]) { ["statecode"] = new OptionSetValue(2), ["statuscode"] = new OptionSetValue(4) });

    /// <summary>One sweep, of one task or of all.</summary>
    public int Sweep(string? task = null)
    {
        var request = new OrganizationRequest("smk_RunSweep") { ["Limit"] = 100 };
        if (task is not null)
            request["Task"] = task;
        return (int)Service.Execute(request)["Done"];
    }

    /// <summary>Has a task that failed run piece by piece.</summary>
    public void SweepCarefully(string task) => Service.Execute(new OrganizationRequest("smk_RunSweep") { ["Task"] = task, ["Careful"] = true });

    public static EntityReference Ref(string table, Guid id) => new(table, id);

    public static EntityReference User(Guid id) => Ref("systemuser", id);

    private int Next() => ++made;
}
