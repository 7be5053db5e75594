using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Domain.Conditions;

namespace Smarketing.Crm.Dataverse;

/// <summary>Refuses conditions that could not be run. Shared by everything that has some: rules, pairs, personas.</summary>
internal static class ConditionGuard
{
    /// <summary>Checks conditions against the lead's columns; reads the metadata only when there is something to check.</summary>
    /// <param name="service">Reads the lead's columns.</param>
    /// <param name="owner">Whose conditions they are, in both languages, as in <c>Routing rule “North”</c>.</param>
    /// <param name="conditions">The conditions as written.</param>
    /// <param name="alsoScores">Whether they may test what scoring writes.</param>
    /// <exception cref="RefusalException">A line cannot be run.</exception>
    public static void Check(IOrganizationService service, Text owner, string? conditions, bool alsoScores = false)
    {
        var faults = LeadConditions.Check(conditions, new ColumnCatalog(service, alsoScores));
        if (faults.Count > 0)
            throw new RefusalException(ConditionTexts.Of(owner, faults));
    }
}
