using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Formatting;

/// <summary>Options by their labels in the user's language.</summary>
internal sealed class ChoiceFormat(ColumnDefinition column, UserFormats user) : ColumnFormat
{
    private readonly Dictionary<int, string?> labels = Labels(column, user);

    public override string? Of(object value, CurrencyFormat currency) => labels.GetValueOrDefault(((OptionSetValue)value).Value);

    public static Dictionary<int, string?> Labels(ColumnDefinition column, UserFormats user) =>
        column.Options.ToDictionary(o => o.Value, o => o.Label.For(user.LanguageCode));
}

/// <summary>Several options, divided by semicolons.</summary>
internal sealed class ChoicesFormat(ColumnDefinition column, UserFormats user) : ColumnFormat
{
    private readonly Dictionary<int, string?> labels = ChoiceFormat.Labels(column, user);

    public override string? Of(object value, CurrencyFormat currency) =>
        string.Join("; ", ((OptionSetValueCollection)value).Select(o => labels.GetValueOrDefault(o.Value) ?? o.Value.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>Flags by the labels of their two options.</summary>
internal sealed class BooleanFormat(ColumnDefinition column, UserFormats user) : ColumnFormat
{
    private readonly string yes = column.Option(1)?.Label.For(user.LanguageCode) ?? "Yes";
    private readonly string no = column.Option(0)?.Label.For(user.LanguageCode) ?? "No";

    public override string? Of(object value, CurrencyFormat currency) => (bool)value ? yes : no;
}
