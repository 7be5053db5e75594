using System;
using System.Runtime.CompilerServices;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Behaviors;

/// <summary>The behaviours of all tables, and the door through which the messages on rows write and delete.</summary>
internal sealed class TableBehaviors(Platform platform)
{
    private static readonly TableBehavior[] All =
    [
        new ActivityBehavior(), new OpportunityBehavior(), new OpportunityCloseBehavior(), new FormerPartyBehavior(),
    ];

    private readonly ConditionalWeakTable<TableDefinition, TableBehavior[]> _ofTable = [];

    /// <summary>Activities are written through their own tables, parties through the party lists of activities.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The table takes no such message (0x80040800).</exception>
    public static void RequireWritable(TableDefinition table, string message)
    {
        var remedy = table.LogicalName switch
        {
            ActivityView.Table => "It only shows the rows of all activity tables: send the message to the table named in activitytypecode.",
            PartyLists.Table => "Parties belong to their activity: set its party lists (from, to, requiredattendees …) by Create or Update.",
            _ => null,
        };
        if (remedy is not null)
        {
            throw Fault.Of(ErrorCodes.MessageNotOnTable,
                $"The '{message}' method does not support entities of type '{table.LogicalName}'. MessageProcessorCache returned MessageProcessor.Empty. {remedy}");
        }
    }

    public void Creating(TableDefinition table, Entity target)
    {
        foreach (var behavior in Of(table))
        {
            behavior.Creating(platform, table, target);
        }
    }

    /// <summary>Writes the new row, with what the platform adds before and after.</summary>
    public void Insert(TableDefinition table, Entity target)
    {
        var behaviors = Of(table);
        foreach (var behavior in behaviors)
        {
            behavior.Inserting(platform, table, target);
        }

        platform.Store.Insert(PartyLists.WithoutLists(table, target));
        foreach (var behavior in behaviors)
        {
            behavior.Inserted(platform, table, target);
        }
    }

    /// <summary>Changes the row, with what the platform adds before and after.</summary>
    public void Update(TableDefinition table, Entity target, Operation operation)
    {
        var behaviors = Of(table);
        foreach (var behavior in behaviors)
        {
            behavior.Updating(platform, table, target, operation);
        }

        platform.Store.Update(PartyLists.WithoutLists(table, target));
        foreach (var behavior in behaviors)
        {
            behavior.Updated(platform, table, target, operation);
        }
    }

    /// <summary>Removes the row, with what the platform removes after it.</summary>
    public void Delete(TableDefinition table, Guid id)
    {
        platform.Store.Delete(table.LogicalName, id);
        foreach (var behavior in Of(table))
        {
            behavior.Deleted(platform, table, id);
        }
    }

    private TableBehavior[] Of(TableDefinition table) =>
        _ofTable.GetValue(table, static t => Array.FindAll(All, behavior => behavior.Concerns(t)));
}
