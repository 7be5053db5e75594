using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Xunit;

namespace Smarketing.Tests.Plugins.House;

/// <summary>An organisation in memory with the shipped solution imported, and the few things every test does with it.</summary>
public class CrmHouse : IDisposable
{
    public const int English = 1033;
    public const int French = 1036;

    public CrmHouse()
        : this(English)
    {
    }

    public CrmHouse(int language, Stream? solution = null)
    {
        Organization = LocalOrganization.Open(new LocalOrganizationOptions { Clock = Clock, LanguageCode = language });
        using var zip = solution ?? ShippedZip.Open();
        Organization.ImportSolution(zip);
        Service = Organization.CreateService();
        Make = new Producer(Service, Clock);
    }

    public StillClock Clock { get; } = new();

    public LocalOrganization Organization { get; }

    public IOrganizationService Service { get; }

    /// <summary>Acts as SYSTEM, which only the platform's own jobs and plug-ins can be: for rows that no user may write.</summary>
    public IOrganizationService AsSystem => Organization.CreateService(
        Service.RetrieveMultiple(new QueryExpression("organization") { ColumnSet = new ColumnSet("systemuserid") }).Entities.Single().GetAttributeValue<Guid>("systemuserid"));

    /// <summary>Makes valid rows.</summary>
    public Producer Make { get; }

    public void Dispose()
    {
        Organization.Dispose();
        GC.SuppressFinalize(this);
    }

    public Lead Lead(Guid id) => Row<Lead>(Smarketing.Crm.Dataverse.Tables.Lead.EntityLogicalName, id);

    public T Row<T>(string table, Guid id) where T : Entity => Service.Retrieve(table, id, new ColumnSet(true)).ToEntity<T>();

    public IReadOnlyList<T> Rows<T>(string table, string? column = null, object? value = null) where T : Entity
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(true) };
        if (column is not null)
            query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        return Service.RetrieveMultiple(query).Entities.Select(row => row.ToEntity<T>()).ToArray();
    }

    public IReadOnlyList<ScoreChange> ChangesOf(Guid leadId) =>
        Rows<ScoreChange>(ScoreChange.EntityLogicalName, ScoreChange.Columns.LeadId, leadId);

    /// <summary>Changes columns of a lead.</summary>
    public void Update(Guid leadId, params (string Column, object? Value)[] values)
    {
        var lead = new Entity(Smarketing.Crm.Dataverse.Tables.Lead.EntityLogicalName, leadId);
        foreach (var (column, value) in values)
            lead[column] = value;
        Service.Update(lead);
    }

    /// <summary>Runs every waiting job; one that fails fails the test.</summary>
    public void RunJobs()
    {
        Organization.RunAsyncJobs(bringForward: true);
        Assert.Empty(Organization.FailedJobs);
    }

    /// <summary>The message with which the platform refuses an operation.</summary>
    public static string RefusalOf(Action action) =>
        Assert.ThrowsAny<FaultException<OrganizationServiceFault>>(action).Detail.Message;
}

/// <summary>A house in which the producer's own agreement is in force; shared by the tests of a class, each with leads of its own.</summary>
public sealed class ScoringHouse : CrmHouse
{
    public ScoringHouse() => AgreementId = Make.AgreementInForce(Make.Model());

    public Guid AgreementId { get; }
}
