using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Values;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>The values the platform itself gives to rows: who and when, owner, state, currency, computed names.</summary>
internal sealed class PlatformValues(Platform platform)
{
    private readonly ConditionalWeakTable<TableDefinition, TableProfile> _profiles = [];
    private readonly CurrencyValues _currencies = new(platform);
    private readonly FullNames _names = new(platform);
    private readonly Pictures _pictures = new(platform);

    /// <summary>The values of autonumber columns.</summary>
    public AutoNumbers AutoNumbers { get; } = new(platform);

    /// <summary>Before pre-operation of Create: what plug-ins see in the Target as on the platform.</summary>
    public void OnCreate(TableDefinition table, Entity target, Operation operation)
    {
        var profile = Profile(table);
        var now = operation.StartedOn;
        target[table.PrimaryId] = target.Id;
        if (profile.HasCreatedOn)
        {
            // Migrated rows keep their date; the date of the migration goes where the caller put the former.
            if (target.Attributes.TryGetValue("overriddencreatedon", out var overridden) && overridden is DateTime former)
            {
                target["createdon"] = former;
                target["overriddencreatedon"] = now;
            }
            else
            {
                target["createdon"] = now;
            }
        }

        if (profile.HasCreatedBy)
        {
            target["createdby"] = User(operation.UserId);
        }

        Stamp(profile, target, now, operation.UserId);
        if (operation.InitiatingUserId != operation.UserId)
        {
            SetDelegate(profile.HasCreatedOnBehalfBy, target, "createdonbehalfby", operation);
            SetDelegate(profile.HasModifiedOnBehalfBy, target, "modifiedonbehalfby", operation);
        }

        if (profile.HasOwner)
        {
            if (target.Value<object>("ownerid") is null)
            {
                target["ownerid"] = User(operation.UserId);
            }

            SetOwningColumns(profile, target);
        }

        if (profile.Organization is { } organization)
        {
            SetIfMissing(target, organization.LogicalName, organization.IsLookup
                ? new EntityReference("organization", platform.System.OrganizationId)
                : platform.System.OrganizationId);
        }

        foreach (var (column, value) in profile.Defaults)
        {
            SetIfMissing(target, column, Copies.OfValue(value)!);
        }

        if (profile.State is not null)
        {
            SetIfMissing(target, "statecode", new OptionSetValue(States.First(profile.State)));
            States.Settle(table, target, States.First(profile.State));
        }
    }

    /// <summary>Before pre-operation of Update.</summary>
    public void OnUpdate(TableDefinition table, Entity target, Operation operation)
    {
        var profile = Profile(table);
        Stamp(profile, target, operation.StartedOn, operation.UserId);
        SetDelegate(profile.HasModifiedOnBehalfBy, target, "modifiedonbehalfby", operation);
        SettleOwner(table, profile, target);
    }

    /// <summary>At the main operation of Create, once plug-ins have changed the Target.</summary>
    public void OnInsert(TableDefinition table, Entity target, Guid userId)
    {
        var profile = Profile(table);
        if (profile.State is not null)
        {
            States.Settle(table, target, States.First(profile.State));
        }

        SettleOwner(table, profile, target);
        AutoNumbers.Fill(table, profile, target, platform.UtcNow);
        RequiredValues.CheckCreate(table, profile, target);
        Hierarchies.Check(platform, table, profile, target);
        Compute(table, profile, target, null, userId);
    }

    /// <summary>At the main operation of Update, once plug-ins have changed the Target.</summary>
    public void OnSave(TableDefinition table, Entity target, Guid userId)
    {
        var profile = Profile(table);
        SettleOwner(table, profile, target);
        RequiredValues.CheckUpdate(table, profile, target);
        Hierarchies.Check(platform, table, profile, target);
        var current = Current(table, profile, target);
        if (current is null)
        {
            _pictures.Settle(table, profile, target);
            return;
        }

        if (profile.State is not null && (target.Contains("statecode") || target.Contains("statuscode")))
        {
            States.Settle(table, target, current.Value<OptionSetValue>("statecode")?.Value ?? States.First(profile.State), current.Value<OptionSetValue>("statuscode")?.Value);
        }

        Compute(table, profile, target, current, userId);
    }

    /// <summary>Once a row is saved: what follows from it elsewhere.</summary>
    public void AfterSave(TableDefinition table, Entity target)
    {
        // Rows belong to the business unit of their owner, wherever it goes.
        if (table.LogicalName is "systemuser" or "team" && target.Value<EntityReference>("businessunitid") is { } unit)
        {
            foreach (var owned in platform.Catalog.Tables)
            {
                if (Profile(owned) is { HasOwner: true, HasOwningUnit: true })
                {
                    platform.Store.MoveOwned(owned.LogicalName, target.Id, unit.Id);
                }
            }
        }
    }

    /// <summary>Marks a row that the platform changes on its own account.</summary>
    public void Stamp(TableDefinition table, Entity row)
    {
        var profile = Profile(table);
        Stamp(profile, row, platform.UtcNow, platform.System.SystemUserId);
    }

    /// <summary>Whether a reference points to one of the rows every organisation has, so that nobody needs to look.</summary>
    public bool IsKnown(EntityReference reference) => reference.LogicalName switch
    {
        "systemuser" => reference.Id == platform.System.AdministratorId || reference.Id == platform.System.SystemUserId,
        "businessunit" => reference.Id == platform.System.BusinessUnitId,
        "transactioncurrency" => reference.Id == platform.System.CurrencyId,
        "organization" => reference.Id == platform.System.OrganizationId,
        _ => false,
    };

    private TableProfile Profile(TableDefinition table) => _profiles.GetValue(table, static t => new TableProfile(t));

    private static EntityReference User(Guid id) => new("systemuser", id);

    private static void SetIfMissing(Entity target, string column, object value)
    {
        if (target.Value<object>(column) is null)
        {
            target[column] = value;
        }
    }

    private static void Stamp(TableProfile profile, Entity target, DateTime now, Guid user)
    {
        if (profile.HasModifiedOn)
        {
            target["modifiedon"] = now;
        }

        if (profile.HasModifiedBy)
        {
            target["modifiedby"] = User(user);
        }
    }

    // Done before the steps, which may look at the owner, and again after them, as they may have chosen another.
    private void SettleOwner(TableDefinition table, TableProfile profile, Entity target)
    {
        if (!profile.HasOwner || !target.Contains("ownerid"))
        {
            return;
        }

        if (target.Value<object>("ownerid") is null)
        {
            throw Fault.InvalidArgument($"A row of '{table.LogicalName}' must have an owner. Set ownerid to a user or team, or leave it out.");
        }

        SetOwningColumns(profile, target);
    }

    private void SetOwningColumns(TableProfile profile, Entity target)
    {
        if (target["ownerid"] is not EntityReference owner)
        {
            return;
        }

        var isTeam = string.Equals(owner.LogicalName, "team", StringComparison.Ordinal);
        if (profile.HasOwningUser)
        {
            target["owninguser"] = isTeam ? null : new EntityReference("systemuser", owner.Id);
        }

        if (profile.HasOwningTeam)
        {
            target["owningteam"] = isTeam ? new EntityReference("team", owner.Id) : null;
        }

        if (profile.HasOwningUnit)
        {
            target["owningbusinessunit"] = new EntityReference("businessunit", BusinessUnitOf(owner));
        }
    }

    private Guid BusinessUnitOf(EntityReference owner) =>
        IsKnown(owner)
            ? platform.System.BusinessUnitId
            : platform.Store.Find(owner.LogicalName, owner.Id, new ColumnSet("businessunitid"))
                ?.Value<EntityReference>("businessunitid")?.Id ?? platform.System.BusinessUnitId;

    private void Compute(TableDefinition table, TableProfile profile, Entity target, Entity? current, Guid userId)
    {
        _names.Settle(table, profile, target, current);
        Addresses.Settle(profile, target, current);
        _pictures.Settle(table, profile, target);
        _currencies.Settle(table, profile, target, current, userId);
    }

    // What is there, as far as something is computed from it; null when nothing is.
    private Entity? Current(TableDefinition table, TableProfile profile, Entity target)
    {
        var columns = new List<string>();
        if (profile.State is not null && (target.Contains("statecode") || target.Contains("statuscode")))
        {
            columns.AddRange(profile.StateColumns);
        }

        if (profile.HasFullName && FullNames.Concerns(target))
        {
            columns.AddRange(profile.NameColumns);
        }

        if (Addresses.Concerns(profile, target))
        {
            columns.AddRange(profile.AddressColumns);
        }

        if (CurrencyValues.Concerns(profile, target))
        {
            columns.AddRange(profile.CurrencyColumns);
        }

        return columns.Count == 0 ? null
            : platform.Store.Find(table.LogicalName, target.Id, new ColumnSet([.. columns])) ?? throw Fault.RowDoesNotExist(table.LogicalName, target.Id);
    }

    // The user who really asked, when a row is changed on behalf of another; empty when it is changed on one's own.
    private static void SetDelegate(bool has, Entity target, string column, Operation operation)
    {
        if (has)
        {
            target[column] = operation.InitiatingUserId == operation.UserId ? null : User(operation.InitiatingUserId);
        }
    }
}
