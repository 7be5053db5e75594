using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Cli.Solutions;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;

namespace Smarketing.Cli.Samples;

/// <summary>What the two heads of the sample firm add to the starter data before they sign: pairs, pool, content, objectives.</summary>
internal static class SampleSetUp
{
    private static readonly (string Name, SamplePerson Seller, SamplePerson Marketer, decimal Weight, decimal Capacity)[] Pairs =
    [
        ("Nord et Île-de-France", SamplePeople.Hugo, SamplePeople.Nadia, 3, 40),
        ("Ouest", SamplePeople.Ines, SamplePeople.Nadia, 2, 30),
        ("Est et Suisse", SamplePeople.Paul, SamplePeople.Tom, 2, 30),
        ("Sud", SamplePeople.Sarah, SamplePeople.Tom, 1, 15),
    ];

    /// <summary>Lays it all down and has both heads sign; what is there already stays as it is.</summary>
    public static void Lay(LocalOrganization organization, DateTime now)
    {
        var service = organization.CreateService();
        Contents(service);
        var pool = LayPool(service);
        if (DraftPromises(service, pool) is { } draft)
        {
            Sign(organization, draft);
        }

        Objectives(service, now);
    }

    private static void Sign(LocalOrganization organization, EntityReference agreement)
    {
        foreach (var (person, side) in new[] { (SamplePeople.HeadOfMarketing, Side.Marketing), (SamplePeople.HeadOfSales, Side.Sales) })
        {
            organization.CreateService(person.Id).Execute(new OrganizationRequest("smk_SignAgreement") { ["Target"] = agreement, ["Side"] = (int)side });
        }
    }

    private static EntityReference LayPool(IOrganizationService service)
    {
        var queue = Ensure(service, new Entity("queue") { ["name"] = "Leads à attribuer" });
        var pool = Ensure(service, new Pool { Name = "Vente France", Method = RoutingMethod.WeightedRoundRobin, ManagerId = SamplePeople.HeadOfSales.Reference, QueueId = queue });
        foreach (var (name, seller, marketer, weight, capacity) in Pairs)
        {
            var pair = Ensure(service, new Pair { Name = $"{seller.FirstName} & {marketer.FirstName}", Segment = name, SellerId = seller.Reference, MarketerId = marketer.Reference, Capacity = capacity });
            Ensure(service, new PoolMember { Name = name, PoolId = pool, PairId = pair, Weight = weight });
        }

        Ensure(service, new RoutingRule { Name = "Tous les leads", Order = 100, PoolId = pool });
        Ensure(service, new Absence { Name = "Congés d’Inès", UserId = SamplePeople.Ines.Reference, From = new DateTime(2026, 2, 16), Until = new DateTime(2026, 2, 27) });
        return pool;
    }

    // Personas come with the starter data.
    private static void Contents(IOrganizationService service)
    {
        var logistics = new EntityReference(Persona.EntityLogicalName, StableId.Of("data:smk_persona:Head of logistics"));
        foreach (var (guide, stage, persona) in new[] { (SampleWords.Guides[0], BuyingStage.Consideration, logistics), (SampleWords.Stories[0], BuyingStage.Decision, logistics), (SampleWords.Posts[0], BuyingStage.Awareness, null!) })
        {
            Ensure(service, new Content { Name = guide, Key = guide, BuyingStage = stage, PersonaId = persona, Channel = Channel.Site, MarketerId = SamplePeople.Nadia.Reference, SellerId = SamplePeople.Hugo.Reference, PublishedOn = new DateTime(2025, 12, 1, 8, 0, 0, DateTimeKind.Utc) });
        }
    }

    /// <summary>
    /// The starter agreement says what a lead must be and what the two sides promise each other; the next version of it adds who keeps the promises.
    /// Null when an earlier run has come that far.
    /// </summary>
    private static EntityReference? DraftPromises(IOrganizationService service, EntityReference pool)
    {
        var latest = Latest(service);
        if (latest.DefaultPoolId is not null)
        {
            return latest.StatusCode == AgreementStatus.Draft ? latest.ToEntityReference() : null;
        }

        var draft = (Guid)service.Execute(new OrganizationRequest("smk_DraftNextAgreement") { ["Target"] = latest.ToEntityReference() }).Results["AgreementId"];
        service.Update(new Agreement
        {
            Id = draft, Name = "Accord smarketing 2026", DefaultPoolId = pool, SalesManagerId = SamplePeople.HeadOfSales.Reference,
            ValidFrom = new DateTime(2026, 1, 1), ValidUntil = new DateTime(2026, 12, 31), ReviewOn = new DateTime(2026, 12, 1),
        });
        return new EntityReference(Agreement.EntityLogicalName, draft);
    }

    private static Agreement Latest(IOrganizationService service)
    {
        var query = new QueryExpression(Agreement.EntityLogicalName) { ColumnSet = new ColumnSet(Agreement.Columns.StatusCode, Agreement.Columns.DefaultPoolId), TopCount = 1 };
        query.AddOrder(Agreement.Columns.Version, OrderType.Descending);
        return service.RetrieveMultiple(query).Entities.First().ToEntity<Agreement>();
    }

    private static void Objectives(IOrganizationService service, DateTime now)
    {
        var agreement = Latest(service).ToEntityReference();
        var year = now.Year;
        foreach (var (name, metric, target) in new[]
        {
            ("Nouvelles opportunités du semestre", Metric.NewOpportunities, 60m), ("Taux de rendez-vous", Metric.MeetingRate, 35m),
            ("Clients signés", Metric.Customers, 20m), ("Taux de signature", Metric.SigningRate, 30m), ("Chiffre d’affaires", Metric.Revenue, 900_000m), ("Marge", Metric.Margin, 480_000m),
        })
        {
            Ensure(service, new Objective
            {
                Name = name, AgreementId = agreement, Metric = metric, Target = target, From = new DateTime(year, 1, 1), Until = new DateTime(year, 6, 30),
                MarketerId = SamplePeople.HeadOfMarketing.Reference, SellerId = SamplePeople.HeadOfSales.Reference, StatusCode = ObjectiveStatus.Running,
            });
        }
    }

    /// <summary>Creates a row under an id derived from its table and name, unless it is there.</summary>
    private static EntityReference Ensure(IOrganizationService service, Entity row)
    {
        var name = row.GetAttributeValue<string>(row.LogicalName == "queue" ? "name" : "smk_name");
        row.Id = StableId.Of($"sample:{row.LogicalName}:{name}");
        var query = new QueryExpression(row.LogicalName) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.Criteria.AddCondition(row.LogicalName + "id", ConditionOperator.Equal, row.Id);
        if (service.RetrieveMultiple(query).Entities.Count == 0)
        {
            service.Create(row);
        }

        return row.ToEntityReference();
    }
}
