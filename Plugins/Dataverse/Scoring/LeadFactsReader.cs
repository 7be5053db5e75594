using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Domain.Scoring;

namespace Smarketing.Crm.Dataverse;

/// <summary>Reads columns of a lead as facts: what is being written first, what was there before otherwise.</summary>
internal sealed class LeadFactsReader
{
    private readonly Entity target;
    private readonly Entity? before;

    public LeadFactsReader(Entity target, Entity? before)
    {
        this.target = target;
        this.before = before;
    }

    /// <summary>The fact in a column; unknown when the column is empty.</summary>
    public FactValue Read(string column) => Of(Value(column));

    /// <summary>Whether the write carries any of the columns, changed or not.</summary>
    public bool Carries(IEnumerable<string> columns)
    {
        foreach (var column in columns)
        {
            if (target.Contains(column))
                return true;
        }

        return false;
    }

    /// <summary>Whether the write changes the fact in any of the columns.</summary>
    public bool Changes(IEnumerable<string> columns)
    {
        foreach (var column in columns)
        {
            if (target.Contains(column) && Of(target[column]) != Of(before is not null && before.Contains(column) ? before[column] : null))
                return true;
        }

        return false;
    }

    /// <summary>A column's value as the domain knows it.</summary>
    /// <exception cref="NotSupportedException">No rule can test a column of that type.</exception>
    public static FactValue Of(object? value) => value switch
    {
        null => FactValue.Unknown,
        string text => FactValue.OfText(text),
        int number => FactValue.OfNumber(number),
        long number => FactValue.OfNumber(number),
        decimal number => FactValue.OfNumber(number),
        double number => FactValue.OfNumber((decimal)number),
        Money money => FactValue.OfNumber(money.Value),
        OptionSetValue option => FactValue.OfChoice(option.Value),
        bool flag => FactValue.OfFlag(flag),
        DateTime moment => FactValue.OfInstant(Clock.Utc(moment)),
        EntityReference reference => FactValue.OfReference(reference.Id),
        Guid id => FactValue.OfReference(id),
        _ => throw new NotSupportedException(string.Format(
            CultureInfo.InvariantCulture, "No criterion can test a value of type {0}; choose a column of another type.", value.GetType().Name)),
    };

    private object? Value(string column) =>
        target.Contains(column) ? target[column]
        : before is not null && before.Contains(column) ? before[column]
        : null;
}
