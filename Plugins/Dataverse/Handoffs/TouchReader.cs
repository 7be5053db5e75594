using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.Handoffs;

namespace Smarketing.Crm.Dataverse.Handoffs;

/// <summary>Reads what was done about a lead and its opportunity: completed calls, meetings and e-mails.</summary>
internal static class TouchReader
{
    public const string PhoneCall = "phonecall";
    public const string Email = "email";
    public const string Appointment = "appointment";
    public const string State = "statecode";
    public const string Owner = "ownerid";
    public const string Regarding = "regardingobjectid";

    /// <summary>State of a call, meeting or e-mail that was done.</summary>
    public const int Completed = 1;

    private const string ActivityPointer = "activitypointer";
    private const string TypeCode = "activitytypecode";
    private const string ActualEnd = "actualend";
    private const string ModifiedOn = "modifiedon";
    private const string Subject = "subject";
    private const string DirectionCode = "directioncode";
    private const string IsWorkflowCreated = "isworkflowcreated";
    private const string CreatedBy = "createdby";
    private const string User = "systemuser";
    private const string UserId = "systemuserid";
    private const string AccessMode = "accessmode";
    private const string Author = "author";

    // Access modes of users who are no people: the platform's own accounts (3) and those of programs (4).
    private static readonly int[] Machines = [3, 4];

    /// <summary>What an owner has done about some rows: two reads, since only the e-mail itself says which way it went.</summary>
    /// <param name="service">Acts with the rights of the system.</param>
    /// <param name="ownerId">Whose activities.</param>
    /// <param name="about">The lead, and the opportunity if there is one.</param>
    public static IReadOnlyList<Contact> Read(IOrganizationService service, Guid ownerId, params Guid[] about)
    {
        var calls = Query(ActivityPointer, ownerId, about, TypeCode);
        calls.Criteria.AddCondition(TypeCode, ConditionOperator.In, PhoneCall, Appointment);
        var mails = Query(Email, ownerId, about, DirectionCode, Subject);
        var author = mails.AddLink(User, CreatedBy, UserId, JoinOperator.LeftOuter);
        author.EntityAlias = Author;
        author.Columns = new ColumnSet(AccessMode);
        return Pages.All(service, calls).Select(row => Of(row, row.GetAttributeValue<string?>(TypeCode) == Appointment ? TouchKind.Meeting : TouchKind.Call))
            .Concat(Pages.All(service, mails).Select(row => Of(row, TouchKind.Email)))
            .ToArray();
    }

    private static QueryExpression Query(string table, Guid ownerId, Guid[] about, params string[] more)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(Owner, ActualEnd, ModifiedOn, IsWorkflowCreated) };
        query.ColumnSet.AddColumns(more);
        query.Criteria.AddCondition(new ConditionExpression(Regarding, ConditionOperator.In, about.Cast<object>().ToArray()));
        query.Criteria.AddCondition(Owner, ConditionOperator.Equal, ownerId);
        query.Criteria.AddCondition(State, ConditionOperator.Equal, Completed);
        return query;
    }

    private static Contact Of(Entity row, TouchKind kind) => new(
        kind,
        row.GetAttributeValue<EntityReference>(Owner).Id,
        Clock.Seconds(row.GetAttributeValue<DateTime?>(ActualEnd) ?? row.GetAttributeValue<DateTime>(ModifiedOn)),
        kind != TouchKind.Email || row.GetAttributeValue<bool?>(DirectionCode) == true,
        row.GetAttributeValue<bool?>(IsWorkflowCreated) == true || IsByMachine(row) || Touches.IsAutomaticSubject(row.GetAttributeValue<string?>(Subject)));

    // Only of e-mails: programs also enter the calls that sellers make by telephone systems.
    private static bool IsByMachine(Entity row) =>
        row.GetAttributeValue<AliasedValue?>(Author + "." + AccessMode)?.Value is OptionSetValue mode && Machines.Contains(mode.Value);
}
