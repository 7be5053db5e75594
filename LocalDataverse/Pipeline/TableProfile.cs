using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Values;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>Which of the platform's columns a table has, looked up once.</summary>
internal sealed class TableProfile
{
    public TableProfile(TableDefinition table)
    {
        HasCreatedOn = table.TryColumn("createdon", out _);
        HasCreatedBy = table.TryColumn("createdby", out _);
        HasModifiedOn = table.TryColumn("modifiedon", out _);
        HasModifiedBy = table.TryColumn("modifiedby", out _);
        HasCreatedOnBehalfBy = table.TryColumn("createdonbehalfby", out _);
        HasModifiedOnBehalfBy = table.TryColumn("modifiedonbehalfby", out _);
        HasOwner = table.TryColumn("ownerid", out var owner) && owner.IsLookup;
        HasOwningUser = table.TryColumn("owninguser", out _);
        HasOwningTeam = table.TryColumn("owningteam", out _);
        HasOwningUnit = table.TryColumn("owningbusinessunit", out _);
        HasCurrency = table.TryColumn("transactioncurrencyid", out var currency) && currency.IsLookup;
        HasFullName = table.LogicalName is "lead" or "contact" or "systemuser" && table.TryColumn("fullname", out _);
        Organization = table.TryColumn("organizationid", out var organization)
            && !string.Equals(table.PrimaryId, "organizationid", StringComparison.Ordinal)
            && table.Ownership == TableOwnership.OrganizationOwned ? organization : null;
        State = table.TryColumn("statecode", out var state) && state.Type == ColumnType.State ? state : null;

        foreach (var column in table.Columns)
        {
            if (column.Type == ColumnType.Money && !column.LogicalName.EndsWith("_base", StringComparison.Ordinal))
            {
                MoneyColumns.Add((column, table.TryColumn(column.LogicalName + "_base", out var twin) ? twin.LogicalName : null));
            }

            if (column is { DefaultValue: >= 0, Type: ColumnType.Boolean or ColumnType.Picklist })
            {
                Defaults.Add((column.LogicalName, column.Type == ColumnType.Boolean ? column.DefaultValue == 1 : new OptionSetValue(column.DefaultValue!.Value)));
            }
        }

        Addresses = Values.Addresses.Of(table);
        AutoNumbers = [.. table.Columns.Where(static c => c.AutoNumberFormat is not null)];
        Images = [.. table.Columns.Where(static c => c.Type == ColumnType.Image)];
        Required = [.. table.Columns.Where(c => RequiredValues.IsRequired(table, c))];
        Hierarchies = [.. table.ManyToOne.Where(static r => r.IsHierarchical && string.Equals(r.ReferencingTable, r.ReferencedTable, StringComparison.Ordinal)).Select(static r => r.ReferencingColumn)];
        StateColumns = Present(table, ["statecode", "statuscode"]);
        NameColumns = HasFullName ? Present(table, FullNames.Parts) : [];
        AddressColumns = Present(table, Addresses.SelectMany(static a => Values.Addresses.ColumnsOf(a.Prefix)));
        CurrencyColumns = Present(table, ["transactioncurrencyid", "exchangerate", .. MoneyColumns.Select(static m => m.Column.LogicalName)]);
    }

    public bool HasCreatedOn { get; }

    public bool HasCreatedBy { get; }

    public bool HasModifiedOn { get; }

    public bool HasModifiedBy { get; }

    public bool HasCreatedOnBehalfBy { get; }

    public bool HasModifiedOnBehalfBy { get; }

    public bool HasOwner { get; }

    public bool HasOwningUser { get; }

    public bool HasOwningTeam { get; }

    public bool HasOwningUnit { get; }

    public bool HasCurrency { get; }

    public bool HasFullName { get; }

    public ColumnDefinition? Organization { get; }

    public ColumnDefinition? State { get; }

    /// <summary>Which columns a change of state, name, address or amount needs to know of the row it changes.</summary>
    public IReadOnlyList<string> StateColumns { get; }

    public IReadOnlyList<string> NameColumns { get; }

    public IReadOnlyList<string> AddressColumns { get; }

    public IReadOnlyList<string> CurrencyColumns { get; }

    /// <summary>The composite addresses of the table.</summary>
    public IReadOnlyList<CompositeAddress> Addresses { get; }

    /// <summary>The columns whose values the platform makes.</summary>
    public IReadOnlyList<ColumnDefinition> AutoNumbers { get; }

    public IReadOnlyList<ColumnDefinition> Images { get; }

    /// <summary>The columns the system requires a value in.</summary>
    public IReadOnlyList<ColumnDefinition> Required { get; }

    /// <summary>The lookups that form a hierarchy of the table's rows.</summary>
    public IReadOnlyList<string> Hierarchies { get; }

    /// <summary>The amounts, each with its twin in the base currency if there is one.</summary>
    public List<(ColumnDefinition Column, string? Base)> MoneyColumns { get; } = [];

    public List<(string Column, object Value)> Defaults { get; } = [];

    private static List<string> Present(TableDefinition table, IEnumerable<string> columns) => [.. columns.Where(c => table.TryColumn(c, out _))];
}
