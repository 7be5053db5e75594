using System;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Formatting;

/// <summary>Writes the values of one column for one user: a function of the value, made once for many rows.</summary>
internal abstract class ColumnFormat
{
    /// <summary>The value as the user reads it; null when there is nothing to read, as for an option nobody knows.</summary>
    /// <param name="value">A value of the column, as the SDK has it.</param>
    /// <param name="currency">The currency of the row; only amounts ask for it.</param>
    public abstract string? Of(object value, CurrencyFormat currency);

    /// <summary>The format of a column; null for text, ids and bytes, which are read as they are.</summary>
    public static ColumnFormat? For(ColumnDefinition column, UserFormats user) => column.Type switch
    {
        ColumnType.Boolean => new BooleanFormat(column, user),
        ColumnType.Picklist or ColumnType.State or ColumnType.Status => new ChoiceFormat(column, user),
        ColumnType.MultiSelectPicklist => new ChoicesFormat(column, user),
        ColumnType.Integer or ColumnType.BigInt => new WholeNumberFormat(user),
        ColumnType.Decimal or ColumnType.Double => new FractionFormat(column, user),
        ColumnType.Money => new MoneyFormat(column, user),
        ColumnType.DateTime => new DateFormat(column, user),
        ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner => new ReferenceFormat(),
        _ => null,
    };

    /// <summary>True when the column holds amounts in the currency of their row.</summary>
    public static bool TakesRowCurrency(ColumnDefinition column) =>
        column.Type == ColumnType.Money && !column.LogicalName.EndsWith("_base", StringComparison.Ordinal);
}

/// <summary>References by the name of what they point to.</summary>
internal sealed class ReferenceFormat : ColumnFormat
{
    public override string? Of(object value, CurrencyFormat currency) => ((EntityReference)value).Name;
}
