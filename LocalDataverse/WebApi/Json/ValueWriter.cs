using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.WebApi.Json;

/// <summary>Writes SDK values as JSON.</summary>
internal static class ValueWriter
{
    /// <summary>Writes a value.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="value">The value.</param>
    /// <param name="column">Its column where there is one, which decides between dates and moments.</param>
    public static void Write(Utf8JsonWriter json, object? value, ColumnDefinition? column = null)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case AliasedValue aliased: Write(json, aliased.Value, column); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case double number: Real(json, number); break;
            case float number: Real(json, number); break;
            case Money money: json.WriteNumberValue(money.Value); break;
            case OptionSetValue option: json.WriteNumberValue(option.Value); break;
            case OptionSetValueCollection options: json.WriteStringValue(string.Join(',', options.Select(o => o.Value.ToString(CultureInfo.InvariantCulture)))); break;
            case EntityReference reference: json.WriteStringValue(reference.Id); break;
            case Guid id: json.WriteStringValue(id); break;
            case DateTime moment: json.WriteStringValue(Moment(moment, column)); break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            case BooleanManagedProperty managed: json.WriteBooleanValue(managed.Value); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }

    private static string Moment(DateTime moment, ColumnDefinition? column)
    {
        if (column?.DateTimeBehavior == DateTimeBehavior.DateOnly)
            return moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var utc = moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : moment;
        return utc.ToString(utc.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
    }

    private static void Real(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
            json.WriteNumberValue(number);
        else
            json.WriteStringValue(double.IsNaN(number) ? "NaN" : number > 0 ? "INF" : "-INF");
    }
}
