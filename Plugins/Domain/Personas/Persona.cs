using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Crm.Domain.Conditions;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Domain.Personas;

/// <summary>A typical buyer, as far as finding a lead's goes.</summary>
/// <param name="Id">The persona.</param>
/// <param name="Name">Its name.</param>
/// <param name="Weight">The heavier wins when the conditions of several hold.</param>
/// <param name="Order">The lower wins among equals.</param>
/// <param name="Conditions">What a lead must be; none holds for every lead.</param>
public sealed record Persona(Guid Id, string Name, int Weight, int Order, LeadConditions Conditions);

/// <summary>Which persona a lead resembles.</summary>
public static class PersonaMatch
{
    /// <summary>
    /// Of the personas whose conditions all hold the heaviest, then the lowest in order, then by name and id: the same for the same facts,
    /// however they are read. <c>null</c> when none holds.
    /// </summary>
    /// <param name="personas">The personas to choose from.</param>
    /// <param name="read">Gives the fact in a column of the lead.</param>
    /// <param name="now">The moment asked about, UTC.</param>
    public static Persona? Find(IEnumerable<Persona> personas, Func<string, FactValue> read, DateTime now) => personas
        .Where(persona => persona.Conditions.Hold(read, now))
        .OrderByDescending(persona => persona.Weight)
        .ThenBy(persona => persona.Order)
        .ThenBy(persona => persona.Name, StringComparer.Ordinal)
        .ThenBy(persona => persona.Id)
        .FirstOrDefault();

    /// <summary>The columns of the lead that the personas look at, each once, in ordinal order.</summary>
    public static IReadOnlyList<string> Columns(IEnumerable<Persona> personas) => personas
        .SelectMany(persona => persona.Conditions.Columns)
        .Distinct(StringComparer.Ordinal)
        .OrderBy(column => column, StringComparer.Ordinal)
        .ToArray();
}
