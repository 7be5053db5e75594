using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Domain.Conditions;

namespace Smarketing.Crm.Steps;

/// <summary>What may be saved as a persona.</summary>
internal static class PersonaGuard
{
    /// <summary>Refuses conditions that cannot be run, or that a lead's persona would not follow.</summary>
    /// <exception cref="RefusalException">There are such conditions.</exception>
    public static void Check(StepContext context, Dataverse.Tables.Persona row)
    {
        ConditionGuard.Check(context.SystemService, PersonaTexts.Owner(row.Name), row.Conditions);
        if (PersonaColumns.FirstNotFollowed(context.SystemService, LeadConditions.Read(row.Conditions).Columns) is { } column)
            throw new RefusalException(PersonaTexts.ColumnNotFollowed(row.Name, column));
    }
}
