using System;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.WebApi;

/// <summary>Who may do what, over the Web API.</summary>
public sealed class AccessTests : IDisposable
{
    private readonly WebApiHarness _api = new();
    private readonly Guid _user;
    private readonly Guid _role;

    public AccessTests()
    {
        var unit = (Guid)_api.Get("WhoAmI")["BusinessUnitId"]!;
        _user = _api.Post("systemusers", $$"""{"firstname":"Ada","lastname":"Byron","domainname":"ada@example.com","internalemailaddress":"ada@example.com","businessunitid@odata.bind":"/businessunits({{unit}})"}""").EntityId;
        _role = _api.Post("roles", $$"""{"name":"Reader","businessunitid@odata.bind":"/businessunits({{unit}})"}""").EntityId;
        _api.Post($"systemusers({_user})/systemuserroles_association/$ref", $$"""{"@odata.id":"/roles({{_role}})"}""");
    }

    private (string, string) AsUser => ("MSCRMCallerID", _user.ToString());

    public void Dispose() => _api.Dispose();

    [Fact]
    public void Whoever_lacks_a_privilege_is_told_so_with_403()
    {
        var answer = _api.Post("leads", """{"lastname":"Durand"}""", AsUser);
        Assert.Equal(403, answer.Status);
        Assert.Equal("0x80040220", answer.ErrorCode);
    }

    [Fact]
    public void Only_who_may_act_for_others_does() =>
        Assert.Equal(403, _api.As(_user, "GET", "WhoAmI", ("MSCRMCallerID", _api.Local.Organization.AdministratorId.ToString())).Status);

    [Fact]
    public void A_shared_row_can_be_read_until_the_share_is_taken_back()
    {
        var privilege = Privilege("prvReadLead");
        Assert.Equal(204, _api.Post($"roles({_role})/Microsoft.Dynamics.CRM.AddPrivilegesRole", $$"""{"Privileges":[{"PrivilegeId":"{{privilege}}","Depth":"Basic"}]}""").Status);
        var lead = _api.Post("leads", """{"lastname":"Durand"}""").EntityId;
        Assert.Equal(403, _api.Get($"leads({lead})", AsUser).Status);

        var grant = _api.Post("GrantAccess", $$$"""{"Target":{"leadid":"{{{lead}}}","@odata.type":"Microsoft.Dynamics.CRM.lead"},"PrincipalAccess":{"Principal":{"@odata.id":"systemusers({{{_user}}})"},"AccessMask":"ReadAccess"}}""");
        Assert.True(grant.Status == 204, grant.Text);
        Assert.Equal(200, _api.Get($"leads({lead})", AsUser).Status);
        Assert.Contains("ReadAccess", (string)_api.Get($"systemusers({_user})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t={{'@odata.id':'leads({lead})'}}")["AccessRights"]!, StringComparison.Ordinal);
        Assert.Equal(_user, (Guid)_api.Get($"RetrieveSharedPrincipalsAndAccess(Target=@t)?@t={{\"@odata.id\":\"leads({lead})\"}}")["PrincipalAccesses"]![0]!["Principal"]!["systemuserid"]!);

        Assert.Equal(204, _api.Post("RevokeAccess", $$$"""{"Target":{"@odata.id":"leads({{{lead}}})"},"Revokee":{"@odata.id":"systemusers({{{_user}}})"}}""").Status);
        Assert.Equal(403, _api.Get($"leads({lead})", AsUser).Status);
    }

    [Fact]
    public void Members_join_and_leave_a_team()
    {
        var team = _api.Post("teams", """{"name":"North"}""").EntityId;
        var members = $$"""{"Members":[{"@odata.type":"Microsoft.Dynamics.CRM.systemuser","systemuserid":"{{_user}}"}]}""";
        Assert.Equal(204, _api.Post($"teams({team})/Microsoft.Dynamics.CRM.AddMembersTeam", members).Status);
        Assert.Equal("1", _api.Get($"teams({team})/teammembership_association/$count").Text);
        Assert.Equal(204, _api.Post($"teams({team})/Microsoft.Dynamics.CRM.RemoveMembersTeam", members).Status);
        Assert.Equal("0", _api.Get($"teams({team})/teammembership_association/$count").Text);
    }

    private static Guid Privilege(string name) => Smarketing.LocalDataverse.Metadata.SdkValue.Id($"privilege:{name}");
}
