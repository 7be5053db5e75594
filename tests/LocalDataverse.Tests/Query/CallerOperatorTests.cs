using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Storage;
using Smarketing.Tests.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Query;

/// <summary>The user who asks, the user's teams, business unit and language.</summary>
public sealed class CallerOperatorTests
{
    private static readonly Guid User = Sample.Id(100);
    private static readonly Guid Team = Sample.Id(200);

    [Theory]
    [InlineData(ConditionOperator.EqualUserId, new[] { 1 })]
    [InlineData(ConditionOperator.NotEqualUserId, new[] { 2, 3, 4, 5 })]
    [InlineData(ConditionOperator.EqualUserTeams, new[] { 2 })]
    [InlineData(ConditionOperator.EqualUserOrUserTeams, new[] { 1, 2 })]
    public void Owners_are_the_user_and_the_teams_the_user_belongs_to(ConditionOperator op, int[] expected)
    {
        using var store = Store();
        Owned(1, "systemuser", User);
        Owned(2, "team", Team);
        Owned(3, "team", Sample.Id(201));
        Owned(4, "systemuser", Sample.Id(101));
        store.Insert(Sample.Row(5));
        Assert.Equal(expected, Rows(store, "ownerid", op));

        void Owned(int row, string table, Guid owner) => store.Insert(Sample.Row(row, ("ownerid", new EntityReference(table, owner))));
    }

    [Fact]
    public void A_user_without_teams_owns_nothing_through_them()
    {
        using var store = Store();
        store.Insert(Sample.Row(1, ("ownerid", new EntityReference("team", Team))));
        var query = Query("ownerid", ConditionOperator.EqualUserTeams);
        Assert.Empty(store.Query(query, Sample.Id(101), Sample.Now).Entities);
    }

    [Theory]
    [InlineData(ConditionOperator.EqualBusinessId, new[] { 1 })]
    [InlineData(ConditionOperator.NotEqualBusinessId, new[] { 2, 3 })]
    public void The_business_unit_is_the_users_own(ConditionOperator op, int[] expected)
    {
        using var store = Store();
        store.Insert(Sample.Row(1, ("smk_other", Sample.Id(300))));
        store.Insert(Sample.Row(2, ("smk_other", Sample.Id(301))));
        store.Insert(Sample.Row(3));
        Assert.Equal(expected, Rows(store, "smk_other", op));
    }

    [Fact]
    public void The_language_is_the_one_the_user_reads_in()
    {
        using var store = Store();
        store.Insert(Sample.Row(1, ("smk_int", 1036)));
        store.Insert(Sample.Row(2, ("smk_int", 1033)));
        Assert.Equal([1], Rows(store, "smk_int", ConditionOperator.EqualUserLanguage));
    }

    private static RecordStore Store()
    {
        var standard = Smarketing.LocalDataverse.StandardTables.StandardTables.NewCatalog();
        var store = new RecordStore(null, Sample.Catalog(Sample.ParentTable, Sample.SampleTable, standard.Table("usersettings"), standard.Table("systemuser"), standard.Table("teammembership")));
        store.Insert(new Entity("usersettings", User) { ["uilanguageid"] = 1036 });
        store.Insert(new Entity("systemuser", User) { ["businessunitid"] = new EntityReference("businessunit", Sample.Id(300)) });
        store.Insert(new Entity("teammembership", Sample.Id(1)) { ["systemuserid"] = User, ["teamid"] = Team });
        store.Insert(new Entity("teammembership", Sample.Id(2)) { ["systemuserid"] = Sample.Id(102), ["teamid"] = Sample.Id(201) });
        return store;
    }

    private static QueryExpression Query(string column, ConditionOperator op)
    {
        var query = new QueryExpression(Sample.Table);
        query.Criteria.AddCondition(column, op);
        return query;
    }

    private static int[] Rows(RecordStore store, string column, ConditionOperator op) =>
        store.Query(Query(column, op), User, Sample.Now).Entities.Select(r => Enumerable.Range(1, 9).Single(n => Sample.Id(n) == r.Id)).Order().ToArray();
}
