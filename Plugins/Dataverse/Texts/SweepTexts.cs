using System.Globalization;

namespace Smarketing.Crm.Dataverse;

/// <summary>What smk_RunSweep refuses.</summary>
internal static class SweepTexts
{
    public static Text LimitOutOfRange(int limit, int most) => new(
        string.Format(CultureInfo.InvariantCulture, "smk_RunSweep cannot do {0} pieces of work in one call. Ask for 1 to {1} and call again while HasMore is true.", limit, most),
        string.Format(CultureInfo.InvariantCulture, "smk_RunSweep ne peut pas traiter {0} éléments en un appel. Demandez-en de 1 à {1} et rappelez tant que HasMore est vrai.", limit, most));

    public static Text NoSuchTask(string task, string known) => new(
        string.Format(CultureInfo.InvariantCulture, "smk_RunSweep knows no task “{0}”. Leave Task empty for all, or name one of: {1}.", task, known),
        string.Format(CultureInfo.InvariantCulture, "smk_RunSweep ne connaît pas de tâche « {0} ». Laissez Task vide pour toutes, ou nommez l’une de : {1}.", task, known));
}
