using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Cli.Solutions;

namespace Smarketing.Cli.Samples;

/// <summary>Somebody who works at the sample firm.</summary>
/// <param name="FirstName">First name.</param>
/// <param name="LastName">Last name.</param>
/// <param name="Role">The role of this solution the person holds.</param>
internal sealed record SamplePerson(string FirstName, string LastName, string Role)
{
    public Guid Id => StableId.Of("sample:user:" + LastName);

    public EntityReference Reference => new("systemuser", Id);
}

/// <summary>The people of the sample firm, and how they become users with the rights of their work.</summary>
internal static class SamplePeople
{
    public const string StaffRole = "Sample staff";

    private const string Seller = "Smarketing Sales";
    private const string Marketer = "Smarketing Marketing";

    public static readonly SamplePerson HeadOfMarketing = new("Claire", "Vasseur", Marketer);
    public static readonly SamplePerson HeadOfSales = new("Marc", "Delorme", "Smarketing Sales Manager");
    public static readonly SamplePerson Hugo = new("Hugo", "Marchand", Seller);
    public static readonly SamplePerson Ines = new("Inès", "Da Costa", Seller);
    public static readonly SamplePerson Paul = new("Paul", "Lemoine", Seller);
    public static readonly SamplePerson Sarah = new("Sarah", "Benali", Seller);
    public static readonly SamplePerson Nadia = new("Nadia", "Ferrand", Marketer);
    public static readonly SamplePerson Tom = new("Tom", "Girard", Marketer);

    public static readonly IReadOnlyList<SamplePerson> All = [HeadOfMarketing, HeadOfSales, Hugo, Ines, Paul, Sarah, Nadia, Tom];

    // What the environment's own roles would give besides: sales work with rows of one's own, and reading colleagues' names.
    private static readonly string[] Work = ["Lead", "Account", "Contact", "Opportunity", "Activity"];
    private static readonly string[] Verbs = ["Create", "Read", "Write", "Append", "AppendTo", "Assign", "Share"];
    private static readonly string[] Names = ["prvReadUser", "prvAppendToUser", "prvReadTransactionCurrency", "prvAppendToTransactionCurrency", "prvReadCampaign", "prvAppendToCampaign", "prvReadBusinessUnit"];

    /// <summary>Makes the users that are not there yet.</summary>
    public static void Employ(IOrganizationService service)
    {
        var unit = ((WhoAmIResponse)service.Execute(new WhoAmIRequest())).BusinessUnitId;
        var staff = Find(service, "role", "name", StaffRole) ?? MakeStaffRole(service, unit);
        foreach (var person in All.Where(p => Find(service, "systemuser", "systemuserid", p.Id) is null))
        {
            service.Create(new Entity("systemuser", person.Id)
            {
                ["firstname"] = person.FirstName,
                ["lastname"] = person.LastName,
                ["domainname"] = $"{person.LastName.ToLowerInvariant().Replace(" ", string.Empty, StringComparison.Ordinal)}@sillage.example",
                ["internalemailaddress"] = $"{person.LastName.ToLowerInvariant().Replace(" ", string.Empty, StringComparison.Ordinal)}@sillage.example",
                ["businessunitid"] = new EntityReference("businessunit", unit),
            });
            var role = Find(service, "role", "name", person.Role) ?? throw new InputException($"The solution brings no role '{person.Role}'. Pack it again.");
            service.Associate("systemuser", person.Id, new Relationship("systemuserroles_association"), [new EntityReference("role", staff), new EntityReference("role", role)]);
            if (person.Role == Seller)
            {
                service.Update(new Entity("systemuser", person.Id) { ["parentsystemuserid"] = HeadOfSales.Reference });
            }
        }
    }

    private static Guid MakeStaffRole(IOrganizationService service, Guid unit)
    {
        var role = service.Create(new Entity("role") { ["name"] = StaffRole, ["businessunitid"] = new EntityReference("businessunit", unit) });
        var mine = from table in Work from verb in Verbs select (Name: $"prv{verb}{table}", Depth: PrivilegeDepth.Local);
        var privileges = Privileges(service);
        service.Execute(new AddPrivilegesRoleRequest
        {
            RoleId = role,
            Privileges =
            [
                .. mine.Concat(Names.Select(name => (Name: name, Depth: PrivilegeDepth.Global)))
                    .Where(p => privileges.ContainsKey(p.Name))
                    .Select(p => new RolePrivilege(p.Depth, privileges[p.Name], Guid.Empty)),
            ],
        });
        return role;
    }

    private static Dictionary<string, Guid> Privileges(IOrganizationService service) =>
        Run.Pages.All(service, new QueryExpression("privilege") { ColumnSet = new ColumnSet("name") })
            .ToDictionary(row => row.GetAttributeValue<string>("name"), row => row.Id, StringComparer.Ordinal);

    private static Guid? Find(IOrganizationService service, string table, string column, object value)
    {
        var query = new QueryExpression(table) { ColumnSet = new ColumnSet(false), TopCount = 1 };
        query.Criteria.AddCondition(column, ConditionOperator.Equal, value);
        return service.RetrieveMultiple(query).Entities.FirstOrDefault()?.Id;
    }
}
