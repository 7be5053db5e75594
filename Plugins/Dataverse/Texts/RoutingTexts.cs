using System;
using System.Globalization;
using Smarketing.Crm.Domain.Routing;

namespace Smarketing.Crm.Dataverse;

/// <summary>What routing tells people: why a lead went where it went, and what keeps it from going anywhere.</summary>
internal static class RoutingTexts
{
    private const int MostOfName = 200;

    public static Text Rule(string? name) => Owner("Routing rule", "Règle de répartition", name);

    public static Text Pair(string? name) => Owner("Pair", "Binôme", name);

    public static Text RuleNeedsOrder(string? name) => Of(
        "The routing rule “{0}” has no order. Enter a whole number: rules are tried from the lowest.",
        "La règle de répartition « {0} » n’a pas d’ordre. Saisissez un entier : les règles sont essayées à partir de la plus basse.", name);

    public static Text RuleNeedsPool(string? name) => Of(
        "The routing rule “{0}” leads nowhere. Choose the pool that matching leads go to.",
        "La règle de répartition « {0} » ne mène nulle part. Choisissez le pool des leads concernés.", name);

    public static Text PairNeedsBoth(string? name) => Of(
        "The pair “{0}” lacks a seller or a marketer. Choose both: one calls, the other answers for the lead’s quality.",
        "Il manque au binôme « {0} » un commercial ou un marketeur. Choisissez les deux : l’un appelle, l’autre répond de la qualité du lead.", name);

    public static Text PairOfOne(string? name) => Of(
        "The pair “{0}” has one person on both sides. Choose two different people.",
        "Le binôme « {0} » compte une seule personne des deux côtés. Choisissez deux personnes différentes.", name);

    public static Text CapacityTooLow(string? name, decimal capacity) => Of(
        "The capacity of the pair “{0}” is {1}. Enter more than 0, or leave it empty for no limit.",
        "La capacité du binôme « {0} » est de {1}. Saisissez plus de 0, ou laissez vide pour ne pas limiter.", name, Number(capacity));

    public static Text MemberNeedsBoth(string? name) => Of(
        "The pool member “{0}” lacks its pool or its pair. Choose both.",
        "Il manque au membre « {0} » son pool ou son binôme. Choisissez les deux.", name);

    public static Text WeightTooLow(string? name, decimal? weight) => Of(
        "The weight of the pool member “{0}” is {1}. Enter more than 0; to take a pair out of its pool, deactivate the member.",
        "Le poids du membre « {0} » est de {1}. Saisissez plus de 0 ; pour retirer un binôme du pool, désactivez le membre.",
        name,
        weight is null ? "–" : Number(weight.Value));

    public static Text PoolNeedsMethod(string? name) => Of(
        "The pool “{0}” has no method. Choose weighted round robin or least loaded.",
        "Le pool « {0} » n’a pas de méthode. Choisissez tour de rôle pondéré ou moins chargé.", name);

    public static Text AbsenceNeedsAll(string? name) => Of(
        "The absence “{0}” lacks its user, its first or its last day. Enter all three.",
        "Il manque à l’absence « {0} » son utilisateur, son premier ou son dernier jour. Saisissez les trois.", name);

    public static Text AbsenceOfSomebodyElse() => new(
        "You can enter only your own absences. Ask a sales manager, marketing or an administrator to enter somebody else's.",
        "Vous ne pouvez saisir que vos propres absences. Demandez à un responsable commercial, au marketing ou à un administrateur de saisir celle d’un autre.");

    public static Text AbsenceReversed(string? name, DateTime from, DateTime until) => Of(
        "The absence “{0}” ends on {2}, before it begins on {1}. Swap the dates.",
        "L’absence « {0} » finit le {2}, avant de commencer le {1}. Échangez les dates.", name, Date(from), Date(until));

    public static Text NoPairName(string? pool) => Of("Leads wait: nobody in the pool “{0}” can take them", "Des leads attendent : personne dans le pool « {0} » ne peut les prendre", pool);

    public static Text NoPair(string? pool, string? lead) => Of(
        "No pair of the pool “{0}” can take the lead “{1}”; its hand-off says why for each. Add a pair, raise a capacity or end an absence: the next sweep routes what waits.",
        "Aucun binôme du pool « {0} » ne peut prendre le lead « {1} » ; son transfert dit pourquoi pour chacun. Ajoutez un binôme, augmentez une capacité ou terminez une absence : le prochain balayage répartit ce qui attend.",
        pool,
        lead);

    public static Text PairOutOfActionName(string? pair) => Of("The pair “{0}” gets no leads", "Le binôme « {0} » ne reçoit pas de leads", pair);

    /// <summary>What keeps a pair from getting leads, and the remedy.</summary>
    public static Text PairOutOfAction(Candidate candidate, string? pool) => candidate.Skipped == SkipReason.MayNotOwn
        ? Of(
            "The pair “{0}” is passed over in the pool “{1}”: no role lets its seller own leads and hand-offs. Give the seller the role Smarketing Sales, choose another seller, or deactivate the pair. The leads of its turn go to others.",
            "Le binôme « {0} » est écarté du pool « {1} » : aucun rôle ne permet à son commercial de posséder des leads et des transferts. Donnez au commercial le rôle Smarketing Sales, choisissez un autre commercial, ou désactivez le binôme. Les leads de son tour vont à d’autres.",
            candidate.Member.Name, pool)
        : Of(
            "The pair “{0}” is passed over in the pool “{1}”: its seller or its marketer can no longer log in. Enable the user, choose another, or deactivate the pair. The leads of its turn go to others.",
            "Le binôme « {0} » est écarté du pool « {1} » : son commercial ou son marketeur ne peut plus se connecter. Activez l’utilisateur, choisissez-en un autre, ou désactivez le binôme. Les leads de son tour vont à d’autres.",
            candidate.Member.Name, pool);

    public static Text NoPoolName() => new("Leads wait: no routing rule matches them", "Des leads attendent : aucune règle de répartition ne leur convient");

    public static Text NoPool(string? lead) => Of(
        "No routing rule matches the lead “{0}” and the agreement in force has no default pool, so it stays with its owner. Add a routing rule, or draft a new agreement with a default pool.",
        "Aucune règle de répartition ne convient au lead « {0} » et l’accord en vigueur n’a pas de pool par défaut : il reste à son propriétaire. Ajoutez une règle, ou rédigez un nouvel accord avec un pool par défaut.",
        lead);

    public static Text WhyNoPool() => new(
        "No routing rule matched and there was no default pool.", "Aucune règle de répartition ne convenait et il n’y avait pas de pool par défaut.");

    public static Text WaitingTask(string? lead) => Of("Find a pair for the lead “{0}”", "Trouver un binôme pour le lead « {0} »", lead);

    /// <summary>Why the lead went where it went, in one sentence.</summary>
    public static Text Why(RoutingDecision decision, string? pool) => decision.How switch
    {
        RoutedBy.ExistingRelationship => WhyRelation(decision),
        RoutedBy.WeightedRoundRobin => Of(
            "“{0}” was next in the pool “{1}”.", "C’était le tour de « {0} » dans le pool « {1} ».", decision.Chosen?.Name, pool),
        RoutedBy.LeastLoaded => Of(
            "“{0}” had the fewest open hand-offs for its capacity in the pool “{1}”.",
            "« {0} » avait le moins de transferts ouverts pour sa capacité dans le pool « {1} ».", decision.Chosen?.Name, pool),
        _ => Of("Nobody in the pool “{0}” could take the lead.", "Personne dans le pool « {0} » ne pouvait prendre le lead.", pool),
    };

    /// <summary>How a candidate stood.</summary>
    public static Text Standing(Candidate candidate, bool isChosen) => candidate.Skipped switch
    {
        _ when isChosen => new Text("took the lead", "a pris le lead"),
        null => new Text("could have taken it", "aurait pu le prendre"),
        SkipReason.Inactive => new Text("is out of use", "n’est plus utilisé"),
        SkipReason.PersonInactive => new Text("has a seller or marketer who can no longer log in", "a un commercial ou un marketeur qui ne peut plus se connecter"),
        SkipReason.MayNotOwn when candidate.Member.LastAssignedOn is not null => new Text(
            "has a seller who no longer may own leads", "a un commercial qui ne peut plus posséder de leads"),
        SkipReason.MayNotOwn => new Text("has a seller without a role that lets leads belong to them", "a un commercial sans rôle permettant que des leads lui appartiennent"),
        SkipReason.Absent => new Text("is away today", "est absent aujourd’hui"),
        SkipReason.AlreadyTried => new Text("has had this lead already", "a déjà eu ce lead"),
        SkipReason.AtCapacity => Of(
            "has {0} open hand-offs and a capacity of {1}", "a {0} transferts ouverts pour une capacité de {1}",
            candidate.Member.OpenHandoffs.ToString(CultureInfo.InvariantCulture), Number(candidate.Member.Capacity ?? 0)),
        _ => Of("does not take such leads: {0}", "ne prend pas ces leads : {0}", candidate.Detail),
    };

    private static Text WhyRelation(RoutingDecision decision) => decision.Relation!.Kind switch
    {
        RelationKind.Parent => Of(
            "The seller of “{0}” looks after “{1}”, which the lead belongs to.",
            "Le commercial de « {0} » s’occupe de « {1} », dont relève le lead.", decision.Chosen?.Name, decision.Relation.With),
        RelationKind.EmailDomain => Of(
            "The seller of “{0}” looks after “{1}”, which has the domain of the lead’s e-mail address.",
            "Le commercial de « {0} » s’occupe de « {1} », qui a le domaine de l’adresse du lead.", decision.Chosen?.Name, decision.Relation.With),
        _ => Of(
            "The seller of “{0}” looks after “{1}”, which has the name of the lead’s company.",
            "Le commercial de « {0} » s’occupe de « {1} », qui a le nom de l’entreprise du lead.", decision.Chosen?.Name, decision.Relation.With),
    };

    private static Text Owner(string english, string french, string? name) => Of(english + " “{0}”", french + " « {0} »", name);

    private static Text Of(string english, string french, params string?[] names)
    {
        var values = Array.ConvertAll(names, name => (object)Clip.To(name ?? "?", MostOfName));
        return new Text(string.Format(CultureInfo.InvariantCulture, english, values), string.Format(CultureInfo.InvariantCulture, french, values));
    }

    private static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Date(DateTime date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
