using System;
using System.Collections.Generic;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Security;

/// <summary>What the roles of the shipped zip let people do, asked of the platform row by row.</summary>
public sealed class ShippedRolesTests(ShippedRolesTests.RolesHouse house) : IClassFixture<ShippedRolesTests.RolesHouse>
{
    public static TheoryData<string> Roles => [.. RolesHouse.Zip.Keys];

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_role_gives_each_right_on_each_table_as_far_as_the_zip_says(string role)
    {
        var user = house.UserWith(role);
        var differences = new List<string>();
        foreach (var (table, ofColleague) in house.Rows)
        {
            foreach (var (verb, right) in RolesHouse.Verbs)
            {
                var level = RolesHouse.Zip[role].GetValueOrDefault($"prv{verb}{house.SchemaName(table)}");

                // The row belongs to a colleague in the same business unit, or to the organisation.
                var expected = level is "Local" or "Deep" or "Global";
                if (house.RightsOf(user, table, ofColleague).HasFlag(right) != expected)
                    differences.Add($"{verb} {table}: the zip says {level ?? "nothing"}");
            }
        }

        Assert.Empty(differences);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_role_gives_exactly_the_privileges_of_the_zip(string role)
    {
        var given = ((RetrieveUserPrivilegesResponse)house.Service.Execute(new RetrieveUserPrivilegesRequest { UserId = house.UserWith(role) })).RolePrivileges;
        Assert.Equal(
            RolesHouse.Zip[role].Select(p => $"{p.Key} {p.Value}").Order(StringComparer.Ordinal),
            given.Select(p => $"{p.PrivilegeName} {p.Depth}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Smarketing Sales")]
    [InlineData("Smarketing Sales Manager")]
    [InlineData("Smarketing Marketing")]
    [InlineData("Smarketing Administrator")]
    public void Who_makes_and_changes_leads_gets_them_scored(string role)
    {
        var user = house.UserWith(role, house.MakesLeads);
        var service = house.Organization.CreateService(user);

        var id = service.Create(new Entity("lead") { ["lastname"] = "Durand", ["emailaddress1"] = "a@b.fr" });
        Assert.Equal((20m, Stage.Lead), (house.Lead(id).FitScore, house.Lead(id).Stage));
        Assert.Null(house.Lead(id).ScoreFault);

        service.Update(new Entity("lead", id) { ["jobtitle"] = "Sales Director" });
        Assert.Equal(60m, house.Lead(id).FitScore);

        house.RunJobs();
        var changes = service.RetrieveMultiple(new QueryExpression(ScoreChange.EntityLogicalName)
        {
            Criteria = { Conditions = { new ConditionExpression(ScoreChange.Columns.LeadId, ConditionOperator.Equal, id) } },
        });
        Assert.Equal(house.ChangesOf(id).Count, changes.Entities.Count);
        Assert.NotEmpty(changes.Entities);
    }

    [Theory]
    [InlineData("Smarketing Sales")]
    [InlineData("Smarketing Sales Manager")]
    [InlineData("Smarketing Marketing")]
    public void An_engagement_written_by_hand_scores_the_lead_anew(string role)
    {
        var user = house.UserWith(role, house.MakesLeads);
        var service = house.Organization.CreateService(user);
        var id = service.Create(new Entity("lead") { ["lastname"] = "Durand" });

        service.Create(new Engagement
        {
            Name = "Download", LeadId = new EntityReference("lead", id), Type = EngagementType.ContentDownload, Channel = Channel.Site,
            OccurredOn = house.Clock.Now, SourceKey = role,
        });
        house.RunJobs();

        Assert.True(house.Lead(id).EngagementScore > 0);
    }

    [Fact]
    public void A_score_can_be_asked_for_by_who_may_change_the_lead_and_by_nobody_else()
    {
        var owner = house.UserWith("Smarketing Sales", house.MakesLeads);
        var id = house.Organization.CreateService(owner).Create(new Entity("lead") { ["lastname"] = "Durand" });
        var request = new OrganizationRequest("smk_ScoreLead") { ["Target"] = new EntityReference("lead", id) };
        house.Organization.CreateService(owner).Execute(request);
        var colleague = house.UserWith("Smarketing Sales", house.MakesLeads);
        Assert.Contains("WriteAccess", CrmHouse.RefusalOf(() => house.Organization.CreateService(colleague).Execute(request)), StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_a_row_of_every_table_of_the_solution()
    {
        var tables = ((RetrieveAllEntitiesResponse)house.Service.Execute(new RetrieveAllEntitiesRequest { EntityFilters = EntityFilters.Entity }))
            .EntityMetadata.Select(table => table.LogicalName).Where(name => name.StartsWith("smk_", StringComparison.Ordinal));
        Assert.Equal(tables.Order(StringComparer.Ordinal), house.Rows.Keys.Where(name => name.StartsWith("smk_", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, string> RolesAndRecords =>
        [.. from role in RolesHouse.Zip.Keys.Where(role => role != "Smarketing Administrator")
            from table in new[] { Outcome.EntityLogicalName, Attribution.EntityLogicalName, Evidence.EntityLogicalName, ScoreChange.EntityLogicalName }
            select (role, table)];

    [Theory]
    [MemberData(nameof(RolesAndRecords))]
    public void Nobody_but_the_product_writes_what_became_of_a_lead(string role, string table)
    {
        var service = house.Organization.CreateService(house.UserWith(role));
        var row = house.Bare(table);
        Assert.Contains("prvCreate", CrmHouse.RefusalOf(() => service.Create(new Entity(table) { ["smk_name"] = "Mine" })), StringComparison.Ordinal);
        Assert.Contains("prvWrite", CrmHouse.RefusalOf(() => service.Update(new Entity(table, row) { ["smk_name"] = "Mine" })), StringComparison.Ordinal);
        Assert.Contains("prvDelete", CrmHouse.RefusalOf(() => service.Delete(table, row)), StringComparison.Ordinal);
    }

    public static TheoryData<string> Rules =>
    [
        Agreement.EntityLogicalName, ScoringModel.EntityLogicalName, Criterion.EntityLogicalName, RoutingRule.EntityLogicalName, Pool.EntityLogicalName,
        PoolMember.EntityLogicalName, Pair.EntityLogicalName, Calendar.EntityLogicalName, Holiday.EntityLogicalName, Objective.EntityLogicalName,
        Persona.EntityLogicalName,
    ];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_seller_reads_every_rule_and_writes_none(string table)
    {
        var service = house.Organization.CreateService(house.UserWith("Smarketing Sales"));
        var row = house.Rows[table];
        Assert.Equal(row, service.Retrieve(table, row, new ColumnSet("smk_name")).Id);
        Assert.Contains("prvCreate", CrmHouse.RefusalOf(() => service.Create(new Entity(table) { ["smk_name"] = "Mine" })), StringComparison.Ordinal);
        Assert.Contains("prvWrite", CrmHouse.RefusalOf(() => service.Update(new Entity(table, row) { ["smk_name"] = "Mine" })), StringComparison.Ordinal);
        Assert.Contains("prvDelete", CrmHouse.RefusalOf(() => service.Delete(table, row)), StringComparison.Ordinal);
    }

    [Fact]
    public void Marketing_writes_drafts_of_agreements_and_their_rules()
    {
        var service = house.Organization.CreateService(house.UserWith("Smarketing Marketing"));
        var make = new Producer(service, house.Clock);
        var model = make.Model();
        var agreement = make.Agreement(model);
        service.Update(new Agreement { Id = agreement, MqlFit = 40 });
        service.Update(new ScoringModel { Id = model, FitA = 80 });
        Assert.Equal(40, house.Row<Agreement>(Agreement.EntityLogicalName, agreement).MqlFit);
    }

    // Whoever is given leads by another role has none of this solution's rights, and scoring must never stand in the way of a lead.
    [Fact]
    public void Who_has_no_role_of_the_solution_saves_leads_all_the_same()
    {
        using var ownHouse = new ScoringHouse();
        var of = ownHouse.Make.Lead();
        var user = ownHouse.Organization.CreateUser("visitor", ownHouse.Organization.CreateRoleFor(PrivilegeDepth.Global, "Lead"));
        var service = ownHouse.Organization.CreateService(user);

        var id = service.Create(new Entity("lead") { ["lastname"] = "Durand", ["emailaddress1"] = "a@b.fr" });
        service.Update(new Entity("lead", id) { ["jobtitle"] = "Sales Director" });
        service.Update(new Entity("lead", of) { ["jobtitle"] = "Sales Director" });

        Assert.Equal((60m, null, null), (ownHouse.Lead(id).FitScore, ownHouse.Lead(id).ScoreFault, ownHouse.Lead(id).AgreementId));
        Assert.Equal(40m, ownHouse.Lead(of).FitScore);
    }

    [Fact]
    public void The_next_score_the_system_gives_names_the_rules()
    {
        var seller = house.Organization.CreateService(house.UserWith("Smarketing Sales", house.MakesLeads));
        var id = seller.Create(new Entity("lead") { ["lastname"] = "Durand" });
        seller.Create(new Engagement
        {
            Name = "Download", LeadId = new EntityReference("lead", id), Type = EngagementType.ContentDownload, Channel = Channel.Site,
            OccurredOn = house.Clock.Now, SourceKey = "names the rules",
        });
        house.RunJobs();
        Assert.Equal((house.Rows[Agreement.EntityLogicalName], house.Rows[ScoringModel.EntityLogicalName]), (house.Lead(id).AgreementId!.Id, house.Lead(id).ScoringModelId!.Id));
    }

    [Fact]
    public void A_seller_sees_the_leads_and_score_changes_of_his_own_only()
    {
        var one = house.Organization.CreateService(house.UserWith("Smarketing Sales", house.MakesLeads));
        var other = house.Organization.CreateService(house.UserWith("Smarketing Sales", house.MakesLeads));
        var id = one.Create(new Entity("lead") { ["lastname"] = "Durand" });
        house.RunJobs();
        Assert.Contains(one.RetrieveMultiple(new QueryExpression("lead")).Entities, l => l.Id == id);
        Assert.Empty(other.RetrieveMultiple(new QueryExpression("lead")).Entities);
        Assert.Empty(other.RetrieveMultiple(new QueryExpression(ScoreChange.EntityLogicalName)).Entities);
    }

    /// <summary>The shipped solution, an agreement in force, a row of each table, and the roles as the zip has them.</summary>
    public sealed class RolesHouse : CrmHouse
    {
        public static readonly (string Verb, AccessRights Right)[] Verbs =
        [
            ("Read", AccessRights.ReadAccess), ("Write", AccessRights.WriteAccess), ("Delete", AccessRights.DeleteAccess), ("Append", AccessRights.AppendAccess),
            ("AppendTo", AccessRights.AppendToAccess), ("Assign", AccessRights.AssignAccess), ("Share", AccessRights.ShareAccess),
        ];

        private int users;

        public RolesHouse()
        {
            var model = Make.Model();
            Make.AgreementInForce(model);

            // What a seller or marketer has beside the role of this solution: making leads of one's own.
            MakesLeads = Organization.CreateRole("Makes leads", ("prvCreateLead", PrivilegeDepth.Basic));
            var lead = Make.Lead();
            RunJobs();
            var rows = new Dictionary<string, Guid>(StringComparer.Ordinal)
            {
                ["lead"] = lead,
                ["campaign"] = Service.Create(new Entity("campaign") { ["name"] = "Spring" }),
                ["opportunity"] = Service.Create(new Entity("opportunity") { ["name"] = "Ten licences" }),
                [ScoringModel.EntityLogicalName] = model,
                [Agreement.EntityLogicalName] = First(Agreement.EntityLogicalName),
                [Criterion.EntityLogicalName] = First(Criterion.EntityLogicalName),
                [ScoreChange.EntityLogicalName] = ChangesOf(lead)[0].Id,
                [Engagement.EntityLogicalName] = Make.Event(lead, EngagementType.PageVisit),
            };
            foreach (var table in Tables.Where(table => !rows.ContainsKey(table)))
                rows[table] = Bare(table);
            Rows = rows;
        }

        /// <summary>The privileges of each role with their level, as the zip says.</summary>
        public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Zip { get; } = Read();

        /// <summary>Every table of the solution.</summary>
        public static IReadOnlyList<string> Tables { get; } =
        [
            .. Zip["Smarketing Administrator"].Keys.Where(p => p.StartsWith("prvReadsmk_", StringComparison.Ordinal)).Select(p => p["prvRead".Length..].ToLowerInvariant()),
        ];

        public Guid MakesLeads { get; }

        /// <summary>A row of each table, which the administrator or the organisation owns.</summary>
        public IReadOnlyDictionary<string, Guid> Rows { get; }

        public Guid UserWith(string role, params Guid[] others) => Organization.CreateUser($"user{users++}", [Organization.RoleNamed(role), .. others]);

        public string SchemaName(string table) => table switch
        {
            "lead" => "Lead",
            "campaign" => "Campaign",
            "opportunity" => "Opportunity",
            _ => Zip["Smarketing Administrator"].Keys.Where(p => p.StartsWith("prvRead", StringComparison.Ordinal)).Select(p => p["prvRead".Length..]).First(n => string.Equals(n, table, StringComparison.OrdinalIgnoreCase)),
        };

        public AccessRights RightsOf(Guid user, string table, Guid row) => ((RetrievePrincipalAccessResponse)Service.Execute(new RetrievePrincipalAccessRequest
        {
            Target = new EntityReference(table, row),
            Principal = new EntityReference("systemuser", user),
        })).AccessRights;

        /// <summary>A row with a name and nothing else, past the guards: rights are asked of rows, not of what they say.</summary>
        public Guid Bare(string table) => ((CreateResponse)Service.Execute(new CreateRequest
        {
            Target = new Entity(table) { ["smk_name"] = "A row" },
            Parameters = { ["BypassCustomPluginExecution"] = true },
        })).id;

        private Guid First(string table) => Service.RetrieveMultiple(new QueryExpression(table) { TopCount = 1 }).Entities[0].Id;

        private static Dictionary<string, IReadOnlyDictionary<string, string>> Read()
        {
            using var zip = new ZipArchive(ShippedZip.Open());
            using var stream = zip.GetEntry("customizations.xml")!.Open();
            return XDocument.Load(stream).Descendants("Role").Where(r => r.Element("RolePrivileges") is not null).ToDictionary(
                r => r.Attribute("name")!.Value,
                r => (IReadOnlyDictionary<string, string>)r.Descendants("RolePrivilege").ToDictionary(p => p.Attribute("name")!.Value, p => p.Attribute("level")!.Value));
        }
    }
}
