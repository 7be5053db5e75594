using System;
using System.Globalization;

namespace Smarketing.Crm.Dataverse;

/// <summary>What smk_RecordEngagements refuses: whole calls and single rows.</summary>
internal static class EngagementTexts
{
    public static Text NoArray() => new(
        "Engagements must be a JSON array of objects. Give one, such as [{\"lead\":\"…\",\"type\":\"PageVisit\",\"channel\":\"Site\",\"occurredOn\":\"2026-03-02T09:30:00Z\",\"sourceKey\":\"…\"}].",
        "Engagements doit être un tableau JSON d’objets. Donnez-en un, par exemple [{\"lead\":\"…\",\"type\":\"PageVisit\",\"channel\":\"Site\",\"occurredOn\":\"2026-03-02T09:30:00Z\",\"sourceKey\":\"…\"}].");

    public static Text BrokenJson(string detail) => new(
        Fill("Engagements is no valid JSON; nothing was stored. Correct it: {0}", detail),
        Fill("Engagements n’est pas du JSON valide ; rien n’a été enregistré. Corrigez-le : {0}", detail));

    public static Text TooManyRows(int count, int most) => new(
        Fill("smk_RecordEngagements takes at most {1} rows in one call and got {0}; nothing was stored. Split them over several calls.", count, most),
        Fill("smk_RecordEngagements accepte au plus {1} lignes par appel et en a reçu {0} ; rien n’a été enregistré. Répartissez-les sur plusieurs appels.", count, most));

    public static Text NoObject() => new("A row is a JSON object.", "Une ligne est un objet JSON.");

    public static Text GiveObject() => new("Put the row in braces.", "Mettez la ligne entre accolades.");

    public static Text UnknownMember() => new("There is no such member.", "Ce membre n’existe pas.");

    public static Text UseMembers(string members) => new(Fill("Use only: {0}.", members), Fill("N’utilisez que : {0}.", members));

    public static Text Missing() => new("The member is required.", "Le membre est obligatoire.");

    public static Text GiveMember() => new("Give it a value.", "Donnez-lui une valeur.");

    public static Text TooLong(int length, int most) => new(
        Fill("The text has {0} characters; {1} are allowed.", length, most), Fill("Le texte compte {0} caractères ; {1} sont permis.", length, most));

    public static Text Shorten() => new("Shorten it.", "Raccourcissez-le.");

    public static Text NoId(string text) => new(Fill("“{0}” is no id.", text), Fill("« {0} » n’est pas un identifiant.", text));

    public static Text GiveId() => new("Give the id of a row that exists and that you may read.", "Donnez l’identifiant d’une ligne qui existe et que vous pouvez lire.");

    public static Text NoRow(string table, Guid id) => new(
        Fill("There is no {0} {1}, or you may not read it.", table, id), Fill("{0} {1} n’existe pas ou ne vous est pas accessible.", table, id));

    public static Text NoChoice(string text) => new(Fill("“{0}” is none of the choices.", text), Fill("« {0} » n’est pas un choix possible.", text));

    public static Text UseOneOf(string names) => new(Fill("Use one of: {0}.", names), Fill("Utilisez l’un de : {0}.", names));

    public static Text NoMoment(string text) => new(
        Fill("“{0}” is no moment in ISO 8601.", text), Fill("« {0} » n’est pas un instant au format ISO 8601.", text));

    public static Text GiveMoment() => new("Give it like 2026-03-02T09:30:00Z.", "Donnez-le sous la forme 2026-03-02T09:30:00Z.");

    public static Text InTheFuture(string text) => new(Fill("“{0}” is in the future.", text), Fill("« {0} » est dans le futur.", text));

    public static Text CheckClock() => new("Check the clock and the time zone of the source.", "Vérifiez l’horloge et le fuseau horaire de la source.");

    private static string Fill(string text, params object[] values) => string.Format(CultureInfo.InvariantCulture, text, values);
}
