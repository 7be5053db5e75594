using System;
using System.Collections.Generic;
using System.ServiceModel;
using System.Threading;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Cli.Data;

/// <summary>
/// Brings a configuration package into an environment by ordinary messages: every record is created as a draft, parents first;
/// then, when all are there, each gets the status it is to end in. What is there already stays as it is.
/// </summary>
public static class ConfigurationLoader
{
    /// <summary>Loads a package.</summary>
    /// <exception cref="InputException">The environment refuses a record; the message says which, where it is written, and why.</exception>
    public static ConfigurationLoad Load(ConfigurationPackage package, IOrganizationService service, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(service);
        var existing = 0;
        var created = new List<(string Table, ConfigurationRecord Record)>();
        foreach (var table in package.Tables)
        {
            var known = Known(service, table);
            foreach (var record in table.Records)
            {
                cancellation.ThrowIfCancellationRequested();
                if (known.Contains(record.Id))
                {
                    existing++;
                    continue;
                }

                Attempt(record, "created", () => service.Create(Row(table.LogicalName, record)));
                created.Add((table.LogicalName, record));
            }
        }

        foreach (var (table, record) in created)
        {
            if (record.Status is { } status)
            {
                var change = new Entity(table, record.Id) { ["statuscode"] = new OptionSetValue(status) };
                if (record.State is { } state)
                {
                    change["statecode"] = new OptionSetValue(state);
                }

                Attempt(record, "brought into its status", () => service.Update(change));
            }
        }

        return new ConfigurationLoad(created.Count, existing);
    }

    private static Entity Row(string table, ConfigurationRecord record)
    {
        var row = new Entity(table, record.Id);
        foreach (var (column, value) in record.Values)
        {
            row[column] = value;
        }

        return row;
    }

    private static HashSet<Guid> Known(IOrganizationService service, ConfigurationTable table)
    {
        var query = new QueryExpression(table.LogicalName) { ColumnSet = new ColumnSet(table.PrimaryId) };
        var known = new HashSet<Guid>();
        foreach (var row in service.RetrieveMultiple(query).Entities)
        {
            known.Add(row.Id);
        }

        return known;
    }

    private static void Attempt(ConfigurationRecord record, string doing, Action action)
    {
        try
        {
            action();
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            throw new InputException($"{record.Place}: the record cannot be {doing}: {fault.Message}", fault);
        }
    }
}
