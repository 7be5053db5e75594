using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.Security;

namespace Smarketing.LocalDataverse.Import;

/// <summary>Writes what was imported as rows of the platform's own tables, so that it can be queried.</summary>
internal sealed class ComponentRows(Platform platform, SolutionModel model)
{
    /// <summary>Writes them.</summary>
    /// <param name="isHolding">Whether the version waits to be promoted; then the row of the one in force stays as it is.</param>
    public void Write(bool isHolding)
    {
        var solution = SolutionId(model.UniqueName);
        Put("publisher", Id("publisher:" + model.Publisher), ("uniquename", model.Publisher), ("friendlyname", model.Publisher));
        if (isHolding)
        {
            Solution(SolutionId(HoldingName(model.UniqueName)), HoldingName(model.UniqueName));
        }
        else
        {
            Solution(solution, model.UniqueName);
        }

        foreach (var assembly in model.Assemblies)
        {
            Put("pluginassembly", assembly.Id,
                ("name", assembly.Name), ("isolationmode", new OptionSetValue(2)), ("sourcetype", new OptionSetValue(0)),
                ("ismanaged", model.IsManaged), ("solutionid", solution), ("organizationid", Organization));
            foreach (var type in assembly.Types)
            {
                Put("plugintype", type.Id,
                    ("name", type.Name), ("typename", type.Name), ("friendlyname", type.FriendlyName), ("assemblyname", assembly.Name),
                    ("workflowactivitygroupname", type.WorkflowActivityGroup), ("isworkflowactivity", type.WorkflowActivityGroup is not null),
                    ("pluginassemblyid", new EntityReference("pluginassembly", assembly.Id)), ("solutionid", solution), ("organizationid", Organization));
            }
        }

        foreach (var step in model.Steps)
        {
            Step(step, solution);
        }

        foreach (var api in model.CustomApis)
        {
            Put("customapi", Id("customapi:" + api.UniqueName),
                ("uniquename", api.UniqueName), ("name", api.UniqueName), ("displayname", api.DisplayName.For(1033)), ("description", api.Description.For(1033)),
                ("bindingtype", new OptionSetValue(api.BindingType)), ("boundentitylogicalname", api.BoundTable), ("isfunction", api.IsFunction),
                ("allowedcustomprocessingsteptype", new OptionSetValue(api.AllowedStepType)), ("solutionid", solution),
                ("ownerid", Administrator));
        }

        platform.SecurityRows.WritePrivileges();
        foreach (var role in model.Roles)
        {
            Put("role", role.Id,
                ("name", role.Name), ("businessunitid", new EntityReference("businessunit", platform.System.BusinessUnitId)),
                ("isinherited", new OptionSetValue(role.IsInherited ? 1 : 0)),
                ("organizationid", platform.System.OrganizationId), ("solutionid", solution));
            platform.SecurityRows.ReplacePrivileges(role.Id, [.. role.Privileges.Select(p => Privilege(role, p.Key, p.Value))]);
        }

        foreach (var variable in model.EnvironmentVariables)
        {
            EnvironmentVariable(variable, solution);
        }

        foreach (var reference in model.ConnectionReferences)
        {
            Put("connectionreference", Id("connectionreference:" + reference.LogicalName),
                ("connectionreferencelogicalname", reference.LogicalName), ("connectionreferencedisplayname", reference.DisplayName),
                ("connectorid", reference.ConnectorId), ("description", reference.Description), ("ismanaged", model.IsManaged), ("solutionid", solution),
                ("ownerid", Administrator), ("statecode", new OptionSetValue(0)), ("statuscode", new OptionSetValue(1)));
        }
    }

    /// <summary>What a version that waits to be promoted is called.</summary>
    public static string HoldingName(string uniqueName) => uniqueName + "_Upgrade";

    /// <summary>The id of a solution's row, the same in every organisation.</summary>
    public static Guid SolutionId(string uniqueName) => Id("solution:" + uniqueName);

    private EntityReference Administrator => new("systemuser", platform.System.AdministratorId);

    private void Solution(Guid id, string uniqueName) => Put("solution", id,
        ("uniquename", uniqueName), ("friendlyname", model.FriendlyName), ("version", model.Version), ("ismanaged", model.IsManaged), ("isvisible", true),
        ("installedon", platform.UtcNow), ("publisherid", new EntityReference("publisher", Id("publisher:" + model.Publisher))),
        ("organizationid", Organization));

    private void EnvironmentVariable(EnvironmentVariableModel variable, Guid solution)
    {
        var definition = Id("environmentvariabledefinition:" + variable.SchemaName);
        Put("environmentvariabledefinition", definition,
            ("schemaname", variable.SchemaName), ("displayname", variable.DisplayName), ("description", variable.Description), ("defaultvalue", variable.DefaultValue),
            ("type", new OptionSetValue(variable.Type)), ("isrequired", variable.IsRequired), ("secretstore", new OptionSetValue(variable.SecretStore)),
            ("introducedversion", variable.IntroducedVersion), ("ismanaged", model.IsManaged), ("solutionid", solution), ("ownerid", Administrator),
            ("statecode", new OptionSetValue(0)), ("statuscode", new OptionSetValue(1)));

        // A value set in the environment is the environment's own: an import brings the first one only.
        if (variable.Value is not null && !HasValue(definition))
        {
            Put("environmentvariablevalue", Id("environmentvariablevalue:" + variable.SchemaName),
                ("schemaname", variable.SchemaName), ("value", variable.Value), ("environmentvariabledefinitionid", new EntityReference("environmentvariabledefinition", definition)),
                ("ismanaged", model.IsManaged), ("solutionid", solution), ("ownerid", Administrator), ("statecode", new OptionSetValue(0)), ("statuscode", new OptionSetValue(1)));
        }
    }

    private bool HasValue(Guid definition)
    {
        var query = new QueryExpression("environmentvariablevalue") { TopCount = 1 };
        query.Criteria.AddCondition("environmentvariabledefinitionid", ConditionOperator.Equal, definition);
        return platform.Store.Query(query, platform.System.AdministratorId, platform.UtcNow).Entities.Count > 0;
    }

    private (Privilege Privilege, PrivilegeDepth Depth) Privilege(RoleDefinition role, string name, string level)
    {
        var privilege = platform.Access.Guards.Privileges.Find(name)
            ?? throw new SolutionImportException($"The role '{role.Name}' gives the privilege '{name}', which no table has. Correct its name, or import the table it belongs to first.");
        return Enum.TryParse<PrivilegeDepth>(level, out var depth) && privilege.Depths.Contains(depth)
            ? (privilege, depth)
            : throw new SolutionImportException($"The role '{role.Name}' gives the privilege '{name}' at level '{level}'. It can be given at {string.Join(", ", privilege.Depths)}.");
    }

    private EntityReference Organization => new("organization", platform.System.OrganizationId);

    private void Step(StepModel step, Guid solution)
    {
        Put("sdkmessageprocessingstep", step.Id,
            ("name", step.Name), ("description", step.Description), ("stage", new OptionSetValue((int)step.Stage)),
            ("mode", new OptionSetValue(step.IsAsync ? 1 : 0)), ("asyncautodelete", step.DeletesSucceededJobs),
            ("impersonatinguserid", step.ImpersonatingUserId is { } user ? new EntityReference("systemuser", user) : null), ("rank", step.Rank),
            ("filteringattributes", step.FilteringColumns.Count == 0 ? null : string.Join(',', step.FilteringColumns)),
            ("configuration", step.Configuration), ("solutionid", solution), ("organizationid", Organization),
            ("plugintypeid", step.PluginTypeId == Guid.Empty ? null : new EntityReference("plugintype", step.PluginTypeId)),
            ("sdkmessageid", step.MessageId is { } message ? new EntityReference("sdkmessage", message) : null));
        foreach (var image in step.Images)
        {
            Put("sdkmessageprocessingstepimage", image.Id,
                ("name", image.Name), ("entityalias", image.Definition.Alias),
                ("imagetype", new OptionSetValue(image.Definition is { IsPre: true, IsPost: true } ? 2 : image.Definition.IsPost ? 1 : 0)),
                ("attributes", image.Definition.Columns is { } columns ? string.Join(',', columns) : null),
                ("sdkmessageprocessingstepid", new EntityReference("sdkmessageprocessingstep", step.Id)), ("solutionid", solution));
        }
    }

    /// <summary>Deletes the rows of components that an earlier version had and this one has not.</summary>
    public static void Remove(Platform platform, IEnumerable<(string Table, Guid Id)> rows)
    {
        foreach (var (table, id) in rows)
        {
            if (platform.Store.Exists(table, id))
            {
                platform.Store.Delete(table, id);
            }
        }
    }

    /// <summary>The rows that the components of a model have, dependent ones first.</summary>
    public static IEnumerable<(string Table, Guid Id)> Of(SolutionModel model) =>
        model.Steps.SelectMany(s => s.Images).Select(i => ("sdkmessageprocessingstepimage", i.Id))
            .Concat(model.Steps.Select(s => ("sdkmessageprocessingstep", s.Id)))
            .Concat(model.Assemblies.SelectMany(a => a.Types).Select(t => ("plugintype", t.Id)))
            .Concat(model.Assemblies.Select(a => ("pluginassembly", a.Id)))
            .Concat(model.CustomApis.Select(a => ("customapi", Id("customapi:" + a.UniqueName))))
            .Concat(model.EnvironmentVariables.Select(v => ("environmentvariablevalue", Id("environmentvariablevalue:" + v.SchemaName))))
            .Concat(model.EnvironmentVariables.Select(v => ("environmentvariabledefinition", Id("environmentvariabledefinition:" + v.SchemaName))))
            .Concat(model.ConnectionReferences.Select(r => ("connectionreference", Id("connectionreference:" + r.LogicalName))));

    // Only the columns the table has; which of them the standard tables carry is their business.
    private void Put(string name, Guid id, params (string Column, object? Value)[] values)
    {
        var table = platform.Catalog.Table(name);
        var row = new Entity(name, id) { [table.PrimaryId] = id };
        foreach (var (column, value) in values)
        {
            if (table.TryColumn(column, out var definition))
            {
                row[column] = value is string text && definition.MaxLength is { } most && text.Length > most ? text[..most] : value;
            }
        }

        platform.Defaults.Stamp(table, row);
        if (platform.Store.Exists(name, id))
        {
            platform.Store.Update(row);
        }
        else
        {
            if (table.TryColumn("createdon", out _))
            {
                row["createdon"] = platform.UtcNow;
            }

            platform.Store.Insert(row);
        }
    }

    // Derived from the name, so that the same component has the same id after each import.
    private static Guid Id(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return new Guid(hash.AsSpan(0, 16));
    }
}
