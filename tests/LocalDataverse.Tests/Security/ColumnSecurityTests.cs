using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Security;

/// <summary>Columns that only members of a profile may see and change.</summary>
public sealed class ColumnSecurityTests : IDisposable
{
    private const int NoRead = unchecked((int)0x8004F504);
    private const int NoCreate = unchecked((int)0x8004F502);
    private const int NoUpdate = unchecked((int)0x8004F507);

    private readonly TestOrganization _org = new();
    private readonly Guid _user;
    private readonly Guid _lead;
    private readonly IOrganizationService _service;

    public ColumnSecurityTests()
    {
        var lead = _org.Organization.Platform.Catalog.Table("lead");
        _org.Organization.Platform.Catalog.Merge(lead with { Columns = [.. lead.Columns.Select(c => c.LogicalName is "revenue" or "jobtitle" ? c with { IsSecured = true } : c)] });
        _user = _org.Organization.CreateUser("luc", _org.Organization.CreateRoleFor(PrivilegeDepth.Global, "Lead"));
        _service = _org.Organization.CreateService(_user);
        _lead = _org.Lead("Petit", ("jobtitle", "Director"));
    }

    public void Dispose() => _org.Dispose();

    [Fact]
    public void A_secured_column_is_left_out_of_what_is_read()
    {
        Assert.False(_service.Retrieve("lead", _lead, new ColumnSet("lastname", "jobtitle")).Contains("jobtitle"));
        Assert.False(_service.Retrieve("lead", _lead, new ColumnSet(true)).Contains("jobtitle"));
        var row = _service.RetrieveMultiple(new QueryExpression("lead") { ColumnSet = new ColumnSet("lastname", "jobtitle") }).Entities[0];
        Assert.Equal((true, false), (row.Contains("lastname"), row.Contains("jobtitle")));
        Assert.Equal("Director", _org.Read("lead", _lead).GetAttributeValue<string>("jobtitle"));
    }

    [Fact]
    public void The_description_of_a_column_says_whether_it_is_secured()
    {
        Assert.Equal((true, false), (IsSecured("jobtitle"), IsSecured("lastname")));

        bool? IsSecured(string column) =>
            ((RetrieveAttributeResponse)_service.Execute(new RetrieveAttributeRequest { EntityLogicalName = "lead", LogicalName = column })).AttributeMetadata.IsSecured;
    }

    [Fact]
    public void It_is_left_out_of_linked_rows_as_well()
    {
        var query = new QueryExpression("lead") { ColumnSet = new ColumnSet("lastname") };
        var self = query.AddLink("lead", "leadid", "leadid");
        self.EntityAlias = "l";
        self.Columns = new ColumnSet("jobtitle", "lastname");
        var row = _service.RetrieveMultiple(query).Entities[0];
        Assert.Equal((true, false), (row.Contains("l.lastname"), row.Contains("l.jobtitle")));
    }

    [Fact]
    public void It_cannot_be_guessed_by_filtering_sorting_or_counting()
    {
        var filter = new QueryExpression("lead");
        filter.Criteria.AddCondition("jobtitle", ConditionOperator.BeginsWith, "D");
        var sort = new QueryExpression("lead");
        sort.AddOrder("jobtitle", OrderType.Ascending);
        var count = new FetchExpression("<fetch aggregate='true'><entity name='lead'><attribute name='jobtitle' groupby='true' alias='j'/></entity></fetch>");
        foreach (var query in new QueryBase[] { filter, sort, count })
        {
            Assert.Equal(NoRead, TestOrganization.Fault(() => _service.RetrieveMultiple(query)).ErrorCode);
            Assert.Single(_org.Service.RetrieveMultiple(query).Entities);
        }
    }

    [Fact]
    public void It_is_refused_in_what_is_written()
    {
        Assert.Equal(NoCreate, TestOrganization.Fault(() => _service.Create(new Entity("lead") { ["lastname"] = "Martin", ["jobtitle"] = "Clerk" })).ErrorCode);
        Assert.Equal(NoUpdate, TestOrganization.Fault(() => _service.Update(new Entity("lead", _lead) { ["jobtitle"] = "Clerk" })).ErrorCode);
        _service.Update(new Entity("lead", _lead) { ["lastname"] = "Martin" });
    }

    [Fact]
    public void A_profile_opens_what_it_allows_to_its_users()
    {
        var profile = Profile(read: true, create: false, update: false);
        _org.Service.Associate("systemuser", _user, new Relationship("systemuserprofiles_association"), [new EntityReference("fieldsecurityprofile", profile)]);
        Assert.Equal("Director", _service.Retrieve("lead", _lead, new ColumnSet("jobtitle")).GetAttributeValue<string>("jobtitle"));
        var filter = new QueryExpression("lead");
        filter.Criteria.AddCondition("jobtitle", ConditionOperator.Equal, "director");
        Assert.Single(_service.RetrieveMultiple(filter).Entities);
        Assert.Equal(NoUpdate, TestOrganization.Fault(() => _service.Update(new Entity("lead", _lead) { ["jobtitle"] = "Clerk" })).ErrorCode);
        Assert.False(_service.Retrieve("lead", _lead, new ColumnSet("revenue")).Contains("revenue"));
    }

    [Fact]
    public void A_profile_opens_what_it_allows_to_the_members_of_its_teams()
    {
        var team = _org.Organization.CreateTeam("Pair", _org.Organization.RootUnit(), _user);
        var profile = Profile(read: true, create: true, update: true);
        _org.Service.Associate("team", team, new Relationship("teamprofiles_association"), [new EntityReference("fieldsecurityprofile", profile)]);
        _service.Update(new Entity("lead", _lead) { ["jobtitle"] = "Clerk" });
        var made = _service.Create(new Entity("lead") { ["lastname"] = "Martin", ["jobtitle"] = "Clerk" });
        Assert.Equal("Clerk", _service.Retrieve("lead", made, new ColumnSet("jobtitle")).GetAttributeValue<string>("jobtitle"));
        _org.Service.Execute(new RemoveMembersTeamRequest { TeamId = team, MemberIds = [_user] });
        Assert.False(_service.Retrieve("lead", made, new ColumnSet("jobtitle")).Contains("jobtitle"));
    }

    private Guid Profile(bool read, bool create, bool update)
    {
        var profile = _org.Service.Create(new Entity("fieldsecurityprofile") { ["name"] = "Job titles" });
        _org.Service.Create(new Entity("fieldpermission")
        {
            ["fieldsecurityprofileid"] = new EntityReference("fieldsecurityprofile", profile), ["entityname"] = "lead", ["attributelogicalname"] = "jobtitle",
            ["canread"] = Allow(read), ["cancreate"] = Allow(create), ["canupdate"] = Allow(update),
        });
        return profile;
    }

    private static OptionSetValue Allow(bool allow) => new(allow ? 4 : 0);
}
