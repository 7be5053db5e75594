using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;

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

        var current = new List<string>();
        foreach (var name in (string[])["statecode", "firstname", "lastname", "transactioncurrencyid"])
        {
            if (table.TryColumn(name, out _))
            {
                current.Add(name);
            }
        }

        foreach (var column in table.Columns)
        {
            if (column.Type == ColumnType.Money && !column.LogicalName.EndsWith("_base", StringComparison.Ordinal))
            {
                MoneyColumns.Add((column.LogicalName, table.TryColumn(column.LogicalName + "_base", out var twin) ? twin.LogicalName : null));
            }

            if (column is { DefaultValue: >= 0, Type: ColumnType.Boolean or ColumnType.Picklist })
            {
                Defaults.Add((column.LogicalName, column.Type == ColumnType.Boolean ? column.DefaultValue == 1 : new OptionSetValue(column.DefaultValue!.Value)));
            }
        }

        CurrentColumns = new ColumnSet([.. current]);
        CurrencyColumns = new ColumnSet([.. current, .. MoneyColumns.Select(m => m.Column)]);
    }

    public bool HasCreatedOn { get; }

    public bool HasCreatedBy { get; }

    public bool HasModifiedOn { get; }

    public bool HasModifiedBy { get; }

    public bool HasOwner { get; }

    public bool HasOwningUser { get; }

    public bool HasOwningTeam { get; }

    public bool HasOwningUnit { get; }

    public bool HasCurrency { get; }

    public bool HasFullName { get; }

    public ColumnDefinition? Organization { get; }

    public ColumnDefinition? State { get; }

    /// <summary>What an update may need to know of the row it changes.</summary>
    public ColumnSet CurrentColumns { get; }

    /// <summary>The same with all amounts, for a change of currency.</summary>
    public ColumnSet CurrencyColumns { get; }

    public List<(string Column, string? Base)> MoneyColumns { get; } = [];

    public List<(string Column, object Value)> Defaults { get; } = [];
}
