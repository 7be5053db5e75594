using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Security;

/// <summary>
/// Reads users, teams, roles and business units, and remembers what they come to until a row of one of those tables is
/// written or a transaction goes back.
/// </summary>
internal sealed class SecurityFacts
{
    /// <summary>The template every System Administrator role of the platform is made from.</summary>
    public static readonly Guid AdministratorTemplate = new("627090ff-40a3-4053-8790-584edc5be201");

    private static readonly FrozenSet<string> Sources = new[]
    {
        "businessunit", "systemuser", "team", "teammembership", "systemuserroles", "teamroles", "role", "roleprivileges",
        "fieldpermission", "fieldsecurityprofile", "systemuserprofiles", "teamprofiles",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Platform _platform;
    private readonly Dictionary<Guid, Principal> _users = [];
    private readonly Dictionary<Guid, Principal> _teams = [];
    private readonly Dictionary<Guid, Role> _roles = [];
    private readonly Dictionary<Guid, ColumnPermissions> _columns = [];
    private BusinessUnits? _units;
    private bool? _anyShares;

    public SecurityFacts(Platform platform)
    {
        _platform = platform;
        platform.Store.Written = Written;
        platform.Store.RolledBack = Forget;
    }

    /// <summary>The tree of business units.</summary>
    public BusinessUnits Units => _units ??= new BusinessUnits(
        Rows("businessunit", null, "parentbusinessunitid").ToDictionary(u => u.Id, u => u.Value<EntityReference>("parentbusinessunitid")?.Id));

    /// <summary>Whether any row is shared with anybody.</summary>
    public bool AnyShares => _anyShares ??= _platform.Store.Query(
        new QueryExpression(Sharing.Table) { ColumnSet = new ColumnSet(false), TopCount = 1 }, Guid.Empty, _platform.UtcNow).Entities.Count > 0;

    /// <summary>A user.</summary>
    /// <exception cref="System.ServiceModel.FaultException">There is no such user (0x80040217).</exception>
    public Principal User(Guid id) => _users.TryGetValue(id, out var known) ? known : _users[id] = ReadUser(id);

    /// <summary>A team.</summary>
    /// <exception cref="System.ServiceModel.FaultException">There is no such team (0x80040217).</exception>
    public Principal Team(Guid id) => _teams.TryGetValue(id, out var known) ? known : _teams[id] = ReadTeam(id);

    /// <summary>A user or a team.</summary>
    /// <exception cref="System.ServiceModel.FaultException">It is neither, or there is no such row.</exception>
    public Principal Of(EntityReference principal) => principal.LogicalName switch
    {
        "systemuser" => User(principal.Id),
        "team" => Team(principal.Id),
        var other => throw Fault.InvalidArgument($"A row of '{other}' is no security principal. Name a row of 'systemuser' or 'team'."),
    };

    /// <summary>What column security profiles let a user do.</summary>
    public ColumnPermissions Columns(Principal user) =>
        _columns.TryGetValue(user.Id, out var known) ? known : _columns[user.Id] = ReadColumns(user);

    /// <summary>The privileges of a role, each with its depth.</summary>
    public IReadOnlyList<(Guid Privilege, PrivilegeDepth Depth)> PrivilegesOf(Guid role) => RoleOf(role).Privileges;

    /// <summary>Whether a role is System Administrator.</summary>
    public bool IsAdministrator(Guid role) => RoleOf(role).IsAdministrator;

    /// <summary>The ids at the other end of an intersect table.</summary>
    public IEnumerable<Guid> Linked(string intersect, string column, Guid id, string other) =>
        Rows(intersect, (column, id), other).Select(r => r.GetAttributeValue<Guid>(other));

    /// <summary>Forgets everything; it is read again when somebody asks.</summary>
    public void Forget()
    {
        _users.Clear();
        _teams.Clear();
        _roles.Clear();
        _columns.Clear();
        _units = null;
        _anyShares = null;
    }

    private void Written(TableDefinition table)
    {
        if (Sources.Contains(table.LogicalName))
        {
            Forget();
        }
        else if (string.Equals(table.LogicalName, Sharing.Table, StringComparison.Ordinal))
        {
            _anyShares = null;
        }
    }

    private Principal ReadUser(Guid id)
    {
        var row = _platform.Store.Find("systemuser", id, new ColumnSet("businessunitid", "isdisabled", "accessmode")) ?? throw Fault.RowDoesNotExist("systemuser", id);
        var unit = UnitOf(row);
        var teams = Linked("teammembership", "systemuserid", id, "teamid").ToList();
        var held = Linked("systemuserroles", "systemuserid", id, "roleid").Select(role => (Role: RoleOf(role), Holder: id, Unit: unit))
            .Concat(teams.SelectMany(t => Linked("teamroles", "teamid", t, "roleid").Select(role => (Role: RoleOf(role), Holder: t, Unit: Team(t).UnitId))))
            .ToList();
        return new Principal
        {
            Id = id,
            UnitId = unit,
            IsDisabled = row.GetAttributeValue<bool>("isdisabled"),
            AccessMode = row.Value<OptionSetValue>("accessmode")?.Value ?? 0,
            IsAdministrator = id == _platform.System.SystemUserId || held.Exists(h => h.Role.IsAdministrator),
            RoleCount = held.Count,
            Teams = teams,
            Identities = [id, .. teams],
            Reaches = Reaches(held, id, teams),
        };
    }

    private Principal ReadTeam(Guid id)
    {
        var row = _platform.Store.Find("team", id, new ColumnSet("businessunitid", "teamtype")) ?? throw Fault.RowDoesNotExist("team", id);
        var unit = UnitOf(row);
        var held = Linked("teamroles", "teamid", id, "roleid").Select(role => (Role: RoleOf(role), Holder: id, Unit: unit)).ToList();
        return new Principal
        {
            Id = id,
            IsTeam = true,
            IsAccessTeam = row.Value<OptionSetValue>("teamtype")?.Value == 1,
            UnitId = unit,
            IsAdministrator = held.Exists(h => h.Role.IsAdministrator),
            RoleCount = held.Count,
            Identities = [id],
            Reaches = Reaches(held, id, []),
        };
    }

    private Dictionary<Guid, Reach> Reaches(List<(Role Role, Guid Holder, Guid Unit)> held, Guid user, List<Guid> teams) => held
        .SelectMany(h => h.Role.Privileges.Select(p => (p.Privilege, Grant: new Grant(p.Depth, h.Holder, h.Unit, h.Role.IsInherited))))
        .GroupBy(g => g.Privilege, g => g.Grant)
        .ToDictionary(g => g.Key, g => Reach.Of(g, user, teams, Units)!);

    private Role RoleOf(Guid id)
    {
        if (_roles.TryGetValue(id, out var known))
        {
            return known;
        }

        var row = _platform.Store.Find("role", id, new ColumnSet("roletemplateid", "isinherited")) ?? throw Fault.RowDoesNotExist("role", id);
        var privileges = Rows("roleprivileges", ("roleid", id), "privilegeid", "privilegedepthmask")
            .Select(p => (p.GetAttributeValue<Guid>("privilegeid"), DepthOf(p.GetAttributeValue<int>("privilegedepthmask")))).ToList();
        return _roles[id] = new Role(
            row.Value<EntityReference>("roletemplateid")?.Id == AdministratorTemplate,
            row.Value<OptionSetValue>("isinherited")?.Value != 0,
            privileges);
    }

    private ColumnPermissions ReadColumns(Principal user)
    {
        var profiles = Linked("systemuserprofiles", "systemuserid", user.Id, "fieldsecurityprofileid")
            .Concat(user.Teams.SelectMany(t => Linked("teamprofiles", "teamid", t, "fieldsecurityprofileid")))
            .Distinct();
        return new ColumnPermissions(profiles
            .SelectMany(p => Rows("fieldpermission", ("fieldsecurityprofileid", p), "entityname", "attributelogicalname", "canread", "cancreate", "canupdate"))
            .Select(p => new ColumnPermission(
                p.GetAttributeValue<string>("entityname"),
                p.GetAttributeValue<string>("attributelogicalname"),
                Allows(p, "canread"),
                Allows(p, "cancreate"),
                Allows(p, "canupdate"))));
    }

    private static bool Allows(Entity permission, string column) => permission.Value<OptionSetValue>(column)?.Value == 4;

    private static PrivilegeDepth DepthOf(int mask) => mask switch
    {
        >= 8 => PrivilegeDepth.Global,
        >= 4 => PrivilegeDepth.Deep,
        >= 2 => PrivilegeDepth.Local,
        _ => PrivilegeDepth.Basic,
    };

    private Guid UnitOf(Entity row) => row.Value<EntityReference>("businessunitid")?.Id ?? _platform.System.BusinessUnitId;

    private DataCollection<Entity> Rows(string table, (string Column, Guid Id)? where, params string[] columns)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(columns) };
        if (where is { } condition)
        {
            query.Criteria.AddCondition(condition.Column, ConditionOperator.Equal, condition.Id);
        }

        return _platform.Store.Query(query, Guid.Empty, _platform.UtcNow).Entities;
    }

    private sealed record Role(bool IsAdministrator, bool IsInherited, IReadOnlyList<(Guid Privilege, PrivilegeDepth Depth)> Privileges);
}
