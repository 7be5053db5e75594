using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.Crm.Sdk.Messages;
using Smarketing.LocalDataverse.Security;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Security;

/// <summary>The decision alone: facts in, verdict out.</summary>
public sealed class DecisionTests
{
    // Root ─ sales ─ north; root ─ service.
    private static readonly Guid Root = Id(1), Sales = Id(2), North = Id(3), Service = Id(4);
    private static readonly Guid Me = Id(10), Colleague = Id(11), MyTeam = Id(20), OtherTeam = Id(21);
    private static readonly Guid[] AllUnits = [Root, Sales, North, Service];
    private static readonly BusinessUnits Tree = new(new Dictionary<Guid, Guid?> { [Root] = null, [Sales] = Root, [North] = Sales, [Service] = Root });

    private static readonly Gen<Belonging> Rows =
        Gen.Select(OneOf(Me, Colleague, MyTeam, OtherTeam), OneOf(AllUnits), (o, u) => new Belonging(o, u));

    private static readonly Gen<Grant> Grants = Gen.Select(
        OneOf(PrivilegeDepth.Basic, PrivilegeDepth.Local, PrivilegeDepth.Deep, PrivilegeDepth.Global), OneOf(Me, MyTeam), OneOf(AllUnits), Gen.Bool,
        (d, h, u, i) => new Grant(d, h, u, i));

    private static readonly Gen<AccessRights> Rights = OneOf(AccessRights.ReadAccess, AccessRights.WriteAccess, AccessRights.DeleteAccess, AccessRights.AppendToAccess);

    public static TheoryData<PrivilegeDepth?, string, string, bool> Table => new()
    {
        // depth, owner, unit of the row, allowed; the user is in sales
        { null, "me", "sales", false },
        { PrivilegeDepth.Basic, "me", "sales", true },
        { PrivilegeDepth.Basic, "me", "service", true },
        { PrivilegeDepth.Basic, "my team", "service", true },
        { PrivilegeDepth.Basic, "colleague", "sales", false },
        { PrivilegeDepth.Local, "colleague", "sales", true },
        { PrivilegeDepth.Local, "colleague", "north", false },
        { PrivilegeDepth.Local, "colleague", "root", false },
        { PrivilegeDepth.Local, "me", "service", true },
        { PrivilegeDepth.Deep, "colleague", "sales", true },
        { PrivilegeDepth.Deep, "colleague", "north", true },
        { PrivilegeDepth.Deep, "colleague", "root", false },
        { PrivilegeDepth.Deep, "colleague", "service", false },
        { PrivilegeDepth.Global, "colleague", "root", true },
        { PrivilegeDepth.Global, "colleague", "service", true },
        { PrivilegeDepth.Deep, "nobody", "none", false },
        { PrivilegeDepth.Global, "nobody", "none", true },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_depth_reaches_so_far_and_no_further(PrivilegeDepth? depth, string owner, string unit, bool allowed)
    {
        var reach = depth is { } given ? Reach.Of([new Grant(given, Me, Sales, true)], Me, [MyTeam], Tree) : null;
        var row = new Belonging(
            owner switch { "me" => Me, "my team" => MyTeam, "colleague" => Colleague, _ => null },
            unit switch { "root" => Root, "sales" => Sales, "north" => North, "service" => Service, _ => null });
        Assert.Equal(allowed, Decision.On(reach, row, AccessRights.ReadAccess, AccessRights.None) == Verdict.Allowed);
    }

    [Fact]
    public void What_is_missing_and_what_does_not_reach_are_told_apart()
    {
        var row = new Belonging(Colleague, Sales);
        var basic = Reach.Of([new Grant(PrivilegeDepth.Basic, Me, Sales, true)], Me, [], Tree);
        Assert.Equal(Verdict.MissingPrivilege, Decision.On(null, row, AccessRights.ReadAccess, AccessRights.ReadAccess));
        Assert.Equal(Verdict.OutOfReach, Decision.On(basic, row, AccessRights.ReadAccess, AccessRights.WriteAccess));
    }

    [Fact]
    public void A_role_of_the_team_alone_covers_only_the_rows_of_the_team()
    {
        var reach = Reach.Of([new Grant(PrivilegeDepth.Basic, MyTeam, Service, IsInherited: false)], Me, [MyTeam, OtherTeam], Tree);
        Assert.Equal(Verdict.Allowed, Read(reach, new Belonging(MyTeam, Service)));
        Assert.Equal(Verdict.OutOfReach, Read(reach, new Belonging(Me, Sales)));
        Assert.Equal(Verdict.OutOfReach, Read(reach, new Belonging(OtherTeam, Sales)));
    }

    [Fact]
    public void A_role_that_members_inherit_covers_their_own_rows_too()
    {
        var reach = Reach.Of([new Grant(PrivilegeDepth.Basic, MyTeam, Service, IsInherited: true)], Me, [MyTeam], Tree);
        Assert.Equal(Verdict.Allowed, Read(reach, new Belonging(Me, Sales)));
    }

    [Fact]
    public void The_depth_of_a_role_of_a_team_is_measured_from_the_unit_of_the_team()
    {
        var reach = Reach.Of([new Grant(PrivilegeDepth.Local, MyTeam, Service, true)], Me, [MyTeam], Tree);
        Assert.Equal(Verdict.Allowed, Read(reach, new Belonging(Colleague, Service)));
        Assert.Equal(Verdict.OutOfReach, Read(reach, new Belonging(Colleague, Sales)));
    }

    [Fact]
    public void One_more_role_never_takes_a_right_away() =>
        Gen.Select(Grants.List[0, 4], Grants, Rows, Rights).Sample((grants, more, row, right) =>
            !Allows(grants, row, right) || Allows([.. grants, more], row, right));

    [Fact]
    public void A_greater_depth_implies_the_smaller() =>
        Gen.Select(Grants, Rows, Rights).Where((grant, _, _) => grant.Depth != PrivilegeDepth.Global).Sample((grant, row, right) =>
            !Allows([grant], row, right) || Allows([grant with { Depth = grant.Depth + 1 }], row, right));

    [Fact]
    public void A_share_adds_the_rights_it_names_and_no_other() =>
        Gen.Select(Grants.List[1, 3], Rows, Rights, Rights).Sample((grants, row, right, shared) =>
        {
            var reach = Reach.Of(grants, Me, [MyTeam], Tree);
            var without = Decision.On(reach, row, right, AccessRights.None);
            var with = Decision.On(reach, row, right, shared);
            return with == (right == shared ? Verdict.Allowed : without);
        });

    [Fact]
    public void A_share_is_worth_nothing_without_the_privilege() =>
        Gen.Select(Rows, Rights).Sample((row, right) => Decision.On(null, row, right, right) == Verdict.MissingPrivilege);

    [Fact]
    public void The_order_of_roles_does_not_matter() =>
        Gen.Select(Grants.List[0, 5], Rows, Rights).Sample((grants, row, right) =>
            Allows(grants, row, right) == Allows(Enumerable.Reverse(grants), row, right));

    [Fact]
    public void Units_above_themselves_end_the_search()
    {
        var circle = new BusinessUnits(new Dictionary<Guid, Guid?> { [Sales] = North, [North] = Sales });
        Assert.Equal(new[] { Sales, North }.Order(), circle.AtOrBelow(Sales).Order());
    }

    private static Verdict Read(Reach? reach, Belonging row) => Decision.On(reach, row, AccessRights.ReadAccess, AccessRights.None);

    private static bool Allows(IEnumerable<Grant> grants, Belonging row, AccessRights right) =>
        Decision.On(Reach.Of(grants, Me, [MyTeam], Tree), row, right, AccessRights.None) == Verdict.Allowed;

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
