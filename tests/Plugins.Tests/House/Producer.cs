using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Tests.Plugins.House;

/// <summary>Makes valid rows: what a test leaves out is filled in, what it says stays as it said it.</summary>
public sealed class Producer(IOrganizationService service, StillClock clock)
{
    private int made;

    /// <summary>A draft model with rules of both kinds: a director of a large firm fits; visits and downloads engage.</summary>
    public Guid Model(Action<ScoringModel>? change = null)
    {
        var id = EmptyModel(change);
        Fit(id, "Has an e-mail", c => Test(c, CriterionGroup.Contact, "emailaddress1", Operator.IsKnown, null, 20));
        Fit(id, "Director", c => Test(c, CriterionGroup.Business, "jobtitle", Operator.Contains, "director", 40));
        Fit(id, "Large firm", c => Test(c, CriterionGroup.Potential, "numberofemployees", Operator.Greater, "100", 30));
        Engagement(id, "Visit", c => c.Type = EngagementType.PageVisit, points: 5, halfLifeDays: 30);
        Engagement(id, "Download", c => c.Type = EngagementType.ContentDownload, points: 30);
        return id;
    }

    /// <summary>A draft model without criteria.</summary>
    public Guid EmptyModel(Action<ScoringModel>? change = null)
    {
        var model = new ScoringModel
        {
            Name = Next("Model"), Version = 1, FitWeight = 60, EngagementWeight = 40,
            FitA = 75, FitB = 50, FitC = 25, Engagement1 = 75, Engagement2 = 50, Engagement3 = 25,
        };
        change?.Invoke(model);
        return service.Create(model);
    }

    /// <summary>A fit criterion: a lead with a company name.</summary>
    public Guid Fit(Guid modelId, string name, Action<Criterion>? change = null)
    {
        var criterion = NewCriterion(modelId, name, CriterionKind.Fit);
        Test(criterion, CriterionGroup.Business, "companyname", Operator.IsKnown, null, 10);
        change?.Invoke(criterion);
        return service.Create(criterion);
    }

    /// <summary>An engagement criterion: a visit, without decay unless a half-life is given.</summary>
    public Guid Engagement(Guid modelId, string name, Action<Criterion>? change = null, int points = 10, decimal? halfLifeDays = null)
    {
        var criterion = NewCriterion(modelId, name, CriterionKind.Engagement);
        criterion.Group = CriterionGroup.Interest;
        criterion.Type = EngagementType.PageVisit;
        criterion.Points = points;
        criterion.Decay = halfLifeDays is null ? Decay.None : Decay.HalfLife;
        criterion.HalfLifeDays = halfLifeDays;
        change?.Invoke(criterion);
        return service.Create(criterion);
    }

    /// <summary>A draft agreement: MQL from fit 50 and engagement 20, SQL from 75 and 60; an e-mail or a telephone is contact.</summary>
    public Guid Agreement(Guid? modelId, Action<Agreement>? change = null)
    {
        var agreement = new Agreement
        {
            Name = Next("Agreement"), Version = 1, Language = CrmHouse.English, TimeZone = "Europe/Paris",
            MqlFit = 50, MqlEngagement = 20, SqlFit = 75, SqlEngagement = 60,
            HysteresisMargin = 5, HysteresisDays = 7, HandRaiseDays = 30, ContactFacts = "emailaddress1|telephone1",
            ScoringModelId = modelId is { } model ? new EntityReference(ScoringModel.EntityLogicalName, model) : null,
        };
        change?.Invoke(agreement);
        return service.Create(agreement);
    }

    /// <summary>An agreement drafted and brought into force.</summary>
    public Guid AgreementInForce(Guid modelId, Action<Agreement>? change = null)
    {
        var id = Agreement(modelId, change);
        BringIntoForce(id);
        return id;
    }

    public void BringIntoForce(Guid agreementId) =>
        service.Update(new Agreement { Id = agreementId, StatusCode = AgreementStatus.InForce });

    /// <summary>A lead that nothing is known of but its name.</summary>
    public Guid Lead(params (string Column, object? Value)[] values)
    {
        var lead = new Entity(Smarketing.Crm.Dataverse.Tables.Lead.EntityLogicalName)
        {
            ["lastname"] = Next("Martin"), ["subject"] = "A lead of a test",
        };
        foreach (var (column, value) in values)
            lead[column] = value;
        return service.Create(lead);
    }

    /// <summary>Something the lead does now.</summary>
    public Guid Event(Guid leadId, EngagementType type, Action<Engagement>? change = null)
    {
        var item = new Engagement
        {
            Name = Next("Event"), LeadId = new EntityReference(Smarketing.Crm.Dataverse.Tables.Lead.EntityLogicalName, leadId),
            Type = type, Channel = Channel.Site, OccurredOn = clock.Now, SourceKey = Next("source"),
        };
        change?.Invoke(item);
        return service.Create(item);
    }

    /// <summary>The first hand-off of a lead's cycle, begun now; nobody's yet unless a change says whose.</summary>
    public Guid Handoff(Guid leadId, Action<Handoff>? change = null)
    {
        var table = Smarketing.Crm.Dataverse.Tables.Lead.EntityLogicalName;
        var cycle = service.Retrieve(table, leadId, new ColumnSet(Smarketing.Crm.Dataverse.Tables.Lead.Columns.Cycle))
            .GetAttributeValue<int?>(Smarketing.Crm.Dataverse.Tables.Lead.Columns.Cycle) ?? 0;
        var handoff = new Handoff
        {
            Name = Next("Hand-off"), Key = leadId.ToString("D") + ":" + cycle.ToString(System.Globalization.CultureInfo.InvariantCulture) + ":1",
            LeadId = new EntityReference(table, leadId), Cycle = cycle, Attempt = 1, StartedOn = clock.Now, ContractStartedOn = clock.Now,
        };
        change?.Invoke(handoff);
        return service.Create(handoff);
    }

    public static void Test(Criterion criterion, CriterionGroup group, string column, Operator @operator, string? value, int points)
    {
        criterion.Group = group;
        criterion.Column = column;
        criterion.Operator = @operator;
        criterion.Value = value;
        criterion.Points = points;
    }

    private Criterion NewCriterion(Guid modelId, string name, CriterionKind kind) => new()
    {
        Name = name, Kind = kind, Order = ++made, ScoringModelId = new EntityReference(ScoringModel.EntityLogicalName, modelId),
    };

    private string Next(string name) => name + " " + (++made).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
