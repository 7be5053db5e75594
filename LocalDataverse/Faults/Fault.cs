using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Faults;

/// <summary>
/// The faults this stand-in raises: the platform's code and words first, then what the platform leaves out: the rule and the remedy.
/// </summary>
internal static class Fault
{
    /// <summary>A fault with a code and a message.</summary>
    public static FaultException<OrganizationServiceFault> Of(int code, string message) =>
        new(new OrganizationServiceFault { ErrorCode = code, Message = message }, new FaultReason(message));

    /// <summary>The table is not in the catalog.</summary>
    public static FaultException<OrganizationServiceFault> UnknownTable(string? name) => Of(
        ErrorCodes.NoSuchTable,
        $"The entity with a name = '{name}' with namemapping = 'Logical' was not found in the MetadataCache. Logical names are lower case; import the solution that holds the table.");

    /// <summary>The table has no such column.</summary>
    public static FaultException<OrganizationServiceFault> UnknownColumn(TableDefinition table, string? name) => Of(
        ErrorCodes.NoSuchColumn,
        $"'{table.SchemaName}' entity doesn't contain attribute with Name = '{name}' and NameMapping = 'Logical'.{Nearest(table, name)}");

    /// <summary>No row with this id.</summary>
    public static FaultException<OrganizationServiceFault> RowDoesNotExist(string table, Guid id) => Of(
        ErrorCodes.ObjectDoesNotExist,
        $"{table} With Id = {id:D} Does Not Exist");

    /// <summary>No row with these key values.</summary>
    public static FaultException<OrganizationServiceFault> KeyDoesNotExist(string table, IEnumerable<KeyValuePair<string, object>> key) => Of(
        ErrorCodes.NotFoundByAlternateKey,
        $"A record with the specified key values does not exist in {table} entity: {string.Join(", ", key.Select(p => $"{p.Key} = {Show(p.Value)}"))}.");

    /// <summary>The columns named are no alternate key of the table.</summary>
    public static FaultException<OrganizationServiceFault> NoSuchKey(TableDefinition table, IEnumerable<string> columns) => Of(
        ErrorCodes.InvalidArgument,
        $"The specified key attributes are not a defined key for the {table.LogicalName} entity: {string.Join(", ", columns)}. {KeysOf(table)}");

    /// <summary>The primary id is taken.</summary>
    public static FaultException<OrganizationServiceFault> DuplicateId(TableDefinition table, Guid id) => Of(
        ErrorCodes.DuplicateRecord,
        $"Cannot insert duplicate key. A row of '{table.LogicalName}' with {table.PrimaryId} = {id:D} exists; leave the id out or update that row.");

    /// <summary>The values of an alternate key are taken.</summary>
    public static FaultException<OrganizationServiceFault> DuplicateKey(TableDefinition table, KeyDefinition key) => Of(
        ErrorCodes.DuplicateAlternateKey,
        $"A record that has the attribute values {string.Join(", ", key.Columns)} already exists on '{table.LogicalName}'. The entity key {key.SchemaName} requires that this set of attributes contains unique values. Select unique values and try again.");

    /// <summary>The SDK value is not of the type the column takes.</summary>
    public static FaultException<OrganizationServiceFault> WrongValueType(TableDefinition table, ColumnDefinition column, object value, string expected) => Of(
        ErrorCodes.InvalidArgument,
        $"Incorrect attribute value type {value.GetType().FullName}. Column '{column.LogicalName}' of '{table.LogicalName}' is {column.Type} and takes {expected}.");

    /// <summary>The text is longer than the column.</summary>
    public static FaultException<OrganizationServiceFault> TextTooLong(TableDefinition table, ColumnDefinition column, int length) => Of(
        ErrorCodes.TextTooLong,
        $"A validation error occurred. The length of the '{column.LogicalName}' attribute of the '{table.LogicalName}' entity exceeded the maximum allowed length of '{column.MaxLength}'. It has {length}; shorten it.");

    /// <summary>The number is outside the column's range.</summary>
    public static FaultException<OrganizationServiceFault> OutOfRange(TableDefinition table, ColumnDefinition column, object value, decimal min, decimal max) => Of(
        ErrorCodes.ValueOutOfRange,
        $"A validation error occurred. The value of '{column.LogicalName}' on record of type '{table.LogicalName}' is outside the valid range. {Show(value)} is not between {Show(min)} and {Show(max)}.");

    /// <summary>The value is no option of the column.</summary>
    public static FaultException<OrganizationServiceFault> NoSuchOption(TableDefinition table, ColumnDefinition column, int value) => Of(
        ErrorCodes.OptionOutOfRange,
        $"A validation error occurred. The value {Show(value)} of '{column.LogicalName}' on record of type '{table.LogicalName}' is outside the valid range. Accepted Values: {string.Join(",", column.Options.Select(o => Show(o.Value)))}");

    /// <summary>The lookup may not point to this table.</summary>
    public static FaultException<OrganizationServiceFault> WrongTarget(TableDefinition table, ColumnDefinition column, string? target) => Of(
        ErrorCodes.InvalidArgument,
        $"The lookup '{column.LogicalName}' of '{table.LogicalName}' cannot point to a row of '{target}'. It takes {string.Join(", ", column.Targets)}.");

    /// <summary>A column whose values live elsewhere was written or filtered.</summary>
    public static FaultException<OrganizationServiceFault> NotStored(TableDefinition table, ColumnDefinition column, string remedy) => Of(
        ErrorCodes.InvalidArgument,
        $"Column '{column.LogicalName}' of '{table.LogicalName}' is {column.Type}, which holds no value of its own here. {remedy}");

    /// <summary>An argument is missing or makes no sense.</summary>
    public static FaultException<OrganizationServiceFault> InvalidArgument(string message) => Of(ErrorCodes.InvalidArgument, message);

    /// <summary>The value of a condition does not fit its column.</summary>
    public static FaultException<OrganizationServiceFault> WrongConditionValue(TableDefinition table, ColumnDefinition column, object? value, string expected, string remedy) => Of(
        ErrorCodes.InvalidArgument,
        $"Condition for attribute '{table.LogicalName}.{column.LogicalName}': expected argument(s) of type '{expected}' but received '{value?.GetType().FullName ?? "null"}'. {remedy}");

    /// <summary>The text of a FetchXML condition does not read as a value of its column.</summary>
    public static FaultException<OrganizationServiceFault> UnreadableConditionValue(TableDefinition table, ColumnDefinition column, string text, string expected) => Of(
        ErrorCodes.InvalidArgument,
        $"The input value '{text}' cannot be converted to attribute '{table.LogicalName}.{column.LogicalName}'. Expected type of attribute value: {expected}.");

    /// <summary>The query is malformed.</summary>
    public static FaultException<OrganizationServiceFault> InvalidQuery(string message, int code = ErrorCodes.InvalidArgument) => Of(code, message);

    /// <summary>The platform can, this stand-in cannot.</summary>
    public static FaultException<OrganizationServiceFault> NotSupported(string what, string remedy) => Of(
        ErrorCodes.NotSupported,
        $"LocalDataverse does not support {what}. {remedy}");

    /// <summary>How a value reads in a message.</summary>
    public static string Show(object? value) => value switch
    {
        null => "(empty)",
        EntityReference reference => $"{reference.LogicalName}({reference.Id:D})",
        OptionSetValue option => option.Value.ToString(CultureInfo.InvariantCulture),
        Money money => money.Value.ToString(CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string KeysOf(TableDefinition table) => table.Keys.Count == 0
        ? "The table has no alternate key; use the id."
        : $"Use the id or one of: {string.Join("; ", table.Keys.Select(k => $"{k.LogicalName} ({string.Join(", ", k.Columns)})"))}.";

    // A mistyped name is the usual case: say what was probably meant.
    private static string Nearest(TableDefinition table, string? name)
    {
        if (string.IsNullOrEmpty(name))
            return " Name the column.";
        var lower = name.ToLowerInvariant();
        var near = table.Columns
            .Select(c => (c.LogicalName, Distance: EditDistance(lower, c.LogicalName)))
            .Where(c => c.Distance <= Math.Max(2, name.Length / 4))
            .OrderBy(c => c.Distance).ThenBy(c => c.LogicalName, StringComparer.Ordinal)
            .Select(c => c.LogicalName)
            .FirstOrDefault();
        return near is null ? " Check the spelling; logical names are lower case." : $" Did you mean '{near}'?";
    }

    // Insertions, deletions, replacements and swapped neighbours count one each.
    private static int EditDistance(string a, string b)
    {
        int[] beforeLast = [], last = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                current[j] = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last) = (last, current);
        }

        return last[^1];
    }
}
