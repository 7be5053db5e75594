using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Cli.Solutions;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;

namespace Smarketing.Cli.Samples;

/// <summary>What the two heads of the sample firm set up before they sign: calendar, pairs, pool, personas, content, promises, objectives.</summary>
internal static class SampleSetUp
{
    private static readonly (string Name, SamplePerson Seller, SamplePerson Marketer, decimal Weight, decimal Capacity)[] Pairs =
    [
        ("Nord et Île-de-France", SamplePeople.Hugo, SamplePeople.Nadia, 3, 40),
        ("Ouest", SamplePeople.Ines, SamplePeople.Nadia, 2, 30),
        ("Est et Suisse", SamplePeople.Paul, SamplePeople.Tom, 2, 30),
        ("Sud", SamplePeople.Sarah, SamplePeople.Tom, 1, 15),
    ];

    private static readonly (string Day, DateTime On)[] Holidays =
    [
        ("Jour de l’An", new(2026, 1, 1)), ("Fête du Travail", new(2026, 5, 1)), ("Victoire 1945", new(2026, 5, 8)),
        ("Fête nationale", new(2026, 7, 14)), ("Assomption", new(2026, 8, 15)), ("Toussaint", new(2026, 11, 1)), ("Armistice", new(2026, 11, 11)), ("Noël", new(2026, 12, 25)),
    ];

    /// <summary>Lays it all down and has both heads sign; what is there already stays as it is.</summary>
    public static void Lay(LocalOrganization organization, DateTime now)
    {
        var service = organization.CreateService();
        var calendar = Ensure(service, new Calendar
        {
            Name = "Bureaux de Sillage Entrepôt", TimeZone = "Europe/Paris",
            Monday = Hours, Tuesday = Hours, Wednesday = Hours, Thursday = Hours, Friday = "08:30-12:30; 14:00-17:00",
        });
        foreach (var (day, on) in Holidays)
        {
            Ensure(service, new Holiday { Name = day, CalendarId = calendar, On = on, Yearly = true });
        }

        Ensure(service, new Holiday { Name = "Lundi de Pâques 2026", CalendarId = calendar, On = new DateTime(2026, 4, 6) });
        Ensure(service, new Holiday { Name = "Jeudi de l’Ascension 2026", CalendarId = calendar, On = new DateTime(2026, 5, 14) });
        Personas(service);
        var pool = LayPool(service);
        if (DraftPromises(service, calendar, pool) is { } draft)
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

    private const string Hours = "08:30-12:30; 14:00-18:00";

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

    private static void Personas(IOrganizationService service)
    {
        var logistics = Ensure(service, new Persona
        {
            Name = "Head of logistics", NameFr = "Responsable logistique", Order = 1, Weight = 60, Conditions = "jobtitle contains logisti",
            Expectations = "Proof from firms like his; a project that does not stop the warehouse.", Channels = "Trade fair, webinar, peers",
            Motivations = "Fewer picking errors, peak season under control.", Budget = "60 to 200 k€, decided with finance.",
        });
        var finance = Ensure(service, new Persona
        {
            Name = "Finance or IT director", NameFr = "DAF ou DSI", Order = 2, Weight = 50, Conditions = "jobtitle matches \\b(daf|dsi|cfo|cio|financier|financiere|informatique)\\b",
            Expectations = "Total cost and risk on one page.", Channels = "E-mail, partners", Motivations = "Return within two years.", Budget = "Holds it.",
        });
        Ensure(service, new Objection { Name = "We cannot stop the warehouse", NameFr = "Nous ne pouvons pas arrêter l’entrepôt", PersonaId = logistics, Order = 1, Answer = "Nobody did: twelve sites went live over a weekend.", AnswerFr = "Personne ne l’a fait : douze sites ont démarré sur un week-end." });
        Ensure(service, new Objection { Name = "Our ERP has a warehouse module", NameFr = "Notre ERP a un module d’entrepôt", PersonaId = finance, Order = 1, Answer = "It counts stock; it does not guide a picker. Compare picking errors.", AnswerFr = "Il compte le stock ; il ne guide pas le préparateur. Comparez les erreurs de préparation." });
        foreach (var (guide, stage, persona) in new[] { (SampleWords.Guides[0], BuyingStage.Consideration, logistics), (SampleWords.Stories[0], BuyingStage.Decision, logistics), (SampleWords.Posts[0], BuyingStage.Awareness, null!) })
        {
            Ensure(service, new Content { Name = guide, Key = guide, BuyingStage = stage, PersonaId = persona, Channel = Channel.Site, MarketerId = SamplePeople.Nadia.Reference, SellerId = SamplePeople.Hugo.Reference, PublishedOn = new DateTime(2025, 12, 1, 8, 0, 0, DateTimeKind.Utc) });
        }
    }

    /// <summary>
    /// The starter agreement says what a lead must be; the next version of it adds what the two sides promise each other. Null when an
    /// earlier run has come that far.
    /// </summary>
    private static EntityReference? DraftPromises(IOrganizationService service, EntityReference calendar, EntityReference pool)
    {
        var latest = Latest(service);
        if (latest.CalendarId is not null)
        {
            return latest.StatusCode == AgreementStatus.Draft ? latest.ToEntityReference() : null;
        }

        var draft = (Guid)service.Execute(new OrganizationRequest("smk_DraftNextAgreement") { ["Target"] = latest.ToEntityReference() }).Results["AgreementId"];
        service.Update(new Agreement
        {
            Id = draft, Name = "Accord smarketing 2026", CalendarId = calendar, DefaultPoolId = pool, SalesManagerId = SamplePeople.HeadOfSales.Reference,
            AcceptMinutes = 120, FirstTouchMinutes = 480, FollowUpAttempts = 3, FollowUpMinutes = 4_800, DispositionMinutes = 24_000,
            WarnPercent = 75, MostPauseMinutes = 2_400, MostReroutes = 2,
            AcceptanceTarget = 75, MeetingTarget = 30, HandlingTarget = 90, CohortDays = 30, CohortSize = 20,
            ValidFrom = new DateTime(2026, 1, 1), ValidUntil = new DateTime(2026, 12, 31), ReviewOn = new DateTime(2026, 12, 1),
            AttributionModel = AttributionModel.Wshaped, MarginPercent = 55, ReminderDays = 30, RetentionDays = 730,
        });
        return new EntityReference(Agreement.EntityLogicalName, draft);
    }

    private static Agreement Latest(IOrganizationService service)
    {
        var query = new QueryExpression(Agreement.EntityLogicalName) { ColumnSet = new ColumnSet(Agreement.Columns.StatusCode, Agreement.Columns.CalendarId), TopCount = 1 };
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
