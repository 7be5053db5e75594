using System;
using System.Globalization;

namespace Smarketing.Crm.Dataverse;

/// <summary>What smk_RunSweep refuses, and what it tells when something fails.</summary>
internal static class SweepTexts
{
    public static Text LimitOutOfRange(int limit, int most) => new(
        string.Format(CultureInfo.InvariantCulture, "smk_RunSweep cannot do {0} pieces of work in one call. Ask for 1 to {1} and call again while HasMore is true.", limit, most),
        string.Format(CultureInfo.InvariantCulture, "smk_RunSweep ne peut pas traiter {0} éléments en un appel. Demandez-en de 1 à {1} et rappelez tant que HasMore est vrai.", limit, most));

    public static Text NoSuchTask(string task, string known) => new(
        string.Format(CultureInfo.InvariantCulture, "smk_RunSweep knows no task “{0}”. Leave Task empty for all, or name one of: {1}.", task, known),
        string.Format(CultureInfo.InvariantCulture, "smk_RunSweep ne connaît pas de tâche « {0} ». Laissez Task vide pour toutes, ou nommez l’une de : {1}.", task, known));

    public static Text TaskMissing() => new(
        "smk_RunSweep takes Piece and Careful only together with a task. Name it in Task.",
        "smk_RunSweep n’accepte Piece et Careful qu’avec une tâche. Nommez-la dans Task.");

    public static Text NoId(string text) => new(
        string.Format(CultureInfo.InvariantCulture, "“{0}” is no id of a row. Give smk_RunSweep the id in Piece, or leave Piece empty.", text),
        string.Format(CultureInfo.InvariantCulture, "« {0} » n’est pas l’identifiant d’une ligne. Donnez-le à smk_RunSweep dans Piece, ou laissez Piece vide.", text));

    public static Text FailedName(string task) => new("The sweep fails: " + task, "Le balayage échoue : " + task);

    public static Text TaskFailed(string task) => new(
        string.Format(CultureInfo.InvariantCulture, "The task “{0}” of the sweep has failed and is run piece by piece. If this alert stays, ask your administrator to look at the system jobs.", task),
        string.Format(CultureInfo.InvariantCulture, "La tâche « {0} » du balayage a échoué et s’exécute élément par élément. Si cette alerte demeure, demandez à votre administrateur d’examiner les tâches système.", task));

    public static Text PieceFailed(string task, string table, Guid id, string reason) => new(
        string.Format(CultureInfo.InvariantCulture, "The task “{0}” of the sweep cannot do its work on the row {2:D} of {1} and leaves it out for a day. Mend what the row suffers from: {3}", task, table, id, reason),
        string.Format(CultureInfo.InvariantCulture, "La tâche « {0} » du balayage ne peut pas traiter la ligne {2:D} de {1} et la met de côté pour un jour. Corrigez ce dont souffre la ligne : {3}", task, table, id, reason));
}
