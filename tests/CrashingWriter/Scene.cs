using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.Tests.Crashing;

/// <summary>
/// The steps that run while the process is killed. Creating a lead makes a task in the same transaction; afterwards a job counts itself on the
/// lead and makes a task of its own, whose id follows from the lead's; that task sets off a second job, which counts itself too.
/// </summary>
internal static class Scene
{
    private static readonly Guid SyncStep = new("5c0e0000-0000-0000-0000-000000000001");
    private static readonly Guid FirstJob = new("5c0e0000-0000-0000-0000-000000000002");
    private static readonly Guid SecondJob = new("5c0e0000-0000-0000-0000-000000000003");

    /// <summary>The row in which the writer counts its updates.</summary>
    public static readonly Guid Counter = new("5c0e0000-0000-0000-0000-000000000004");

    /// <summary>The many-to-many relationship between accounts and leads.</summary>
    public const string Relationship = "scene_account_lead";

    /// <summary>The table that holds its pairs.</summary>
    public const string Links = "scene_accountlead";

    public static LocalOrganization Open(string file)
    {
        var organization = LocalOrganization.Open(new LocalOrganizationOptions { DatabaseFile = file });
        AddLinks(organization);
        Add(organization, SyncStep, "Create", "lead", isAsync: false, (context, service) => Task(service, Guid.CreateVersion7(), "with the lead", context.PrimaryEntityId));
        Add(organization, FirstJob, "Create", "lead", isAsync: true, (context, service) =>
        {
            Count(service, context.PrimaryEntityId);
            Task(service, TaskOf(context.PrimaryEntityId), "by the job", context.PrimaryEntityId);
        });
        Add(organization, SecondJob, "Create", "task", isAsync: true, (context, service) =>
        {
            var task = (Entity)context.InputParameters["Target"];
            if (task["subject"] is "by the job")
            {
                Count(service, task.GetAttributeValue<EntityReference>("regardingobjectid").Id);
            }
        });
        return organization;
    }

    /// <summary>Declares the relationship.</summary>
    public static void AddLinks(LocalOrganization organization)
    {
        var catalog = organization.Platform.Catalog;
        catalog.Add(new TableDefinition
        {
            LogicalName = Links,
            SchemaName = Links,
            PrimaryId = Links + "id",
            Columns = [.. new[] { Links + "id", "accountid", "leadid" }.Select(name => new ColumnDefinition { LogicalName = name, SchemaName = name, Type = ColumnType.Uniqueidentifier })],
        });
        catalog.Merge(new ManyToManyDefinition
        {
            SchemaName = Relationship,
            IntersectTable = Links,
            Table1 = "account",
            Column1 = "accountid",
            Table2 = "lead",
            Column2 = "leadid",
        });
    }

    /// <summary>The task that the job of a lead makes.</summary>
    public static Guid TaskOf(Guid lead)
    {
        var bytes = lead.ToByteArray();
        bytes[15] ^= 0xFF;
        return new Guid(bytes);
    }

    private static void Task(IOrganizationService service, Guid id, string subject, Guid lead) =>
        service.Create(new Entity("task", id) { ["subject"] = subject, ["regardingobjectid"] = new EntityReference("lead", lead) });

    // Adds one, so that a job that ran twice shows.
    private static void Count(IOrganizationService service, Guid lead)
    {
        var now = service.Retrieve("lead", lead, new ColumnSet("numberofemployees")).GetAttributeValue<int>("numberofemployees");
        service.Update(new Entity("lead", lead) { ["numberofemployees"] = now + 1 });
    }

    private static void Add(LocalOrganization organization, Guid id, string message, string table, bool isAsync, Action<IPluginExecutionContext, IOrganizationService> body) =>
        organization.Platform.Steps.Add(new StepDefinition
        {
            Id = id,
            Name = $"{message} of {table}{(isAsync ? ", afterwards" : string.Empty)}",
            Message = message,
            Table = table,
            Stage = Stage.PostOperation,
            IsAsync = isAsync,
            DeletesSucceededJobs = true,
            Plugin = new PluginFactory("Scene", (_, _) => new Body(body)),
        });

    private sealed class Body(Action<IPluginExecutionContext, IOrganizationService> body) : IPlugin
    {
        public void Execute(IServiceProvider serviceProvider)
        {
            var context = (IPluginExecutionContext)serviceProvider.GetService(typeof(IPluginExecutionContext))!;
            var factory = (IOrganizationServiceFactory)serviceProvider.GetService(typeof(IOrganizationServiceFactory))!;
            body(context, factory.CreateOrganizationService(context.UserId));
        }
    }
}
