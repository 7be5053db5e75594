using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using static Smarketing.LocalDataverse.WebApi.Operations.ValueKind;

namespace Smarketing.LocalDataverse.WebApi.Operations;

/// <summary>The platform's own messages as the Web API shows them. Whether a message is supported is for the message to say.</summary>
internal static class StandardOperations
{
    private static readonly FrozenDictionary<string, Operation> Operations = List().ToFrozenDictionary(o => o.Name, System.StringComparer.Ordinal);

    /// <summary>The operation with a name; null when the platform has none of it.</summary>
    public static Operation? Find(string name) => Operations.GetValueOrDefault(name);

    /// <summary>All of them.</summary>
    public static IEnumerable<Operation> All => Operations.Values;

    private static IEnumerable<Operation> List() =>
    [
        Function("WhoAmI", [], [new("BusinessUnitId", Id), new("UserId", Id), new("OrganizationId", Id)]),
        Function("RetrieveVersion", [], [new("Version", Text)]),
        Function("RetrieveExchangeRate", [new("TransactionCurrencyId", Id)], [new("ExchangeRate", Decimal)]),
        Function("GetAutoNumberSeed", [new("EntityName", Text), new("AttributeName", Text)], [new("AutoNumberSeedValue", Long)]),
        Function("GetNextAutoNumberValue", [new("EntityName", Text), new("AttributeName", Text)], [new("NextAutoNumberValue", Long)]),
        Action("SetAutoNumberSeed", [new("EntityName", Text), new("AttributeName", Text), new("Value", Long)]),

        // Rows in bulk.
        Action("CreateMultiple", [new("Targets", ValueKind.Rows)], OperationBinding.Table, null, OperationAnswer.Object, [new("Ids", Ids)]),
        Action("UpdateMultiple", [new("Targets", ValueKind.Rows)], OperationBinding.Table, null),
        Action("UpsertMultiple", [new("Targets", ValueKind.Rows)], OperationBinding.Table, null),

        // Business.
        Action("QualifyLead",
            [
                new("CreateAccount", Boolean), new("CreateContact", Boolean), new("CreateOpportunity", Boolean), new("OpportunityCurrencyId", Reference, true),
                new("OpportunityCustomerId", Reference, true), new("SourceCampaignId", Reference, true), new("Status", Choice), new("ProcessInstanceId", Reference, true),
            ],
            OperationBinding.Row, "lead", OperationAnswer.Rows, [new("CreatedEntities", References)], "LeadId"),
        Action("WinOpportunity", [new("OpportunityClose", Row, Table: "opportunityclose"), new("Status", Choice)]),
        Action("LoseOpportunity", [new("OpportunityClose", Row, Table: "opportunityclose"), new("Status", Choice)]),
        Action("Merge", [new("Target", Reference), new("Subordinate", Reference, false, "SubordinateId"), new("UpdateContent", Row, true), new("PerformParentingChecks", Boolean)]),
        Action("SendEmail", [new("IssueSend", Boolean), new("TrackingToken", Text, true)], OperationBinding.Row, "email", OperationAnswer.Object, [new("Subject", Text)], "EmailId") with { RowIsId = true },

        // Who may do what.
        Action("GrantAccess", [new("Target", Reference), new("PrincipalAccess", ValueKind.PrincipalAccess)]),
        Action("ModifyAccess", [new("Target", Reference), new("PrincipalAccess", ValueKind.PrincipalAccess)]),
        Action("RevokeAccess", [new("Target", Reference), new("Revokee", Reference)]),
        Function("RetrievePrincipalAccess", [new("Target", Reference)], [new("AccessRights", Rights)]) with { Binding = OperationBinding.Row, RowParameter = "Principal" },
        Function("RetrieveSharedPrincipalsAndAccess", [new("Target", Reference)], [new("PrincipalAccesses", PrincipalAccesses)]),
        Action("AddMembersTeam", [new("Members", MemberIds, false, "MemberIds")], OperationBinding.Row, "team", row: "TeamId") with { RowIsId = true },
        Action("RemoveMembersTeam", [new("Members", MemberIds, false, "MemberIds")], OperationBinding.Row, "team", row: "TeamId") with { RowIsId = true },
        Action("AddPrivilegesRole", [new("Privileges", RolePrivileges)], OperationBinding.Row, "role", row: "RoleId") with { RowIsId = true },
        Action("ReplacePrivilegesRole", [new("Privileges", RolePrivileges)], OperationBinding.Row, "role", row: "RoleId") with { RowIsId = true },
        Action("RemovePrivilegeRole", [new("PrivilegeId", Id)], OperationBinding.Row, "role", row: "RoleId") with { RowIsId = true },
        Function("RetrieveUserPrivileges", [], [new("RolePrivileges", RolePrivileges)]) with { Binding = OperationBinding.Row, Table = "systemuser", RowParameter = "UserId", RowIsId = true },
        Function("RetrieveRolePrivilegesRole", [new("RoleId", Id)], [new("RolePrivileges", RolePrivileges)]),

        // Solutions.
        Action("ImportSolution",
            [
                new("OverwriteUnmanagedCustomizations", Boolean), new("PublishWorkflows", Boolean), new("CustomizationFile", Binary), new("ImportJobId", Id),
                new("ConvertToManaged", Boolean, true), new("SkipProductUpdateDependencies", Boolean, true), new("HoldingSolution", Boolean, true),
            ]),
        Action("DeleteAndPromote", [new("UniqueName", Text)], OperationBinding.None, null, OperationAnswer.Object, [new("SolutionId", Id)]),
        Action("PublishAllXml", []),
        Action("PublishXml", [new("ParameterXml", Text)]),
    ];

    private static Operation Function(string name, OperationValue[] parameters, OperationValue[] results) =>
        new() { Name = name, IsFunction = true, Parameters = parameters, Results = results, Answer = OperationAnswer.Object };

    private static Operation Action(
        string name, OperationValue[] parameters, OperationBinding binding = OperationBinding.None, string? table = null,
        OperationAnswer answer = OperationAnswer.None, OperationValue[]? results = null, string row = "Target") =>
        new() { Name = name, Parameters = parameters, Binding = binding, Table = table, Answer = answer, Results = results ?? [], RowParameter = row };
}
