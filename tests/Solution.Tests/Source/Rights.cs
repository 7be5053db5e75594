using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace Smarketing.Tests.Solution.Source;

public sealed class Rights
{
    private static readonly string[] Rules = ["smk_Agreement", "smk_ScoringModel", "smk_Criterion"];

    private static readonly string[] Verbs = ["AppendTo", "Append", "Assign", "Create", "Delete", "Read", "Share", "Write"];

    [Fact]
    public void There_are_four_roles() =>
        Assert.Equal(["Smarketing Administrator", "Smarketing Marketing", "Smarketing Sales", "Smarketing Sales Manager"], SourceTree.Roles.Select(role => role.Value.Attribute("name", "")).Order(StringComparer.Ordinal));

    [Fact]
    public void A_privilege_names_a_table_that_exists() =>
        Assert.DoesNotContain(All(), right => right.Table is not ("Lead" or "Campaign" or "Opportunity") && !SourceTree.Tables.Values.Any(table => table.SchemaName == right.Table));

    [Fact]
    public void A_privilege_on_a_table_of_the_organisation_is_global_and_never_assign_or_share() => Assert.Empty(
        from right in All()
        where SourceTree.Tables.TryGetValue(right.Table.ToLowerInvariant(), out var table) && table.Definition.Value("OwnershipTypeMask") == "OrgOwned"
        where right.Level != "Global" || right.Verb is "Assign" or "Share"
        select right);

    [Fact]
    public void Everyone_reads_the_rules_and_the_scores_that_follow_from_them() => Assert.Empty(
        from role in SourceTree.Roles
        from table in SourceTree.Tables.Values
        where !All().Any(right => right.Role == role.Value.Attribute("name", "") && right.Table == table.SchemaName && right.Verb == "Read")
        select $"{role.Key}: {table.SchemaName}");

    [Fact]
    public void A_seller_edits_no_rule() =>
        Assert.DoesNotContain(All(), right => right.Role == "Smarketing Sales" && Rules.Contains(right.Table, StringComparer.Ordinal) && right.Verb is not ("Read" or "AppendTo"));

    // The system names agreement and model on the lead; who corrects them by hand, or records what points to them, still needs the rights.
    [Fact]
    public void Whoever_writes_leads_may_append_them_to_the_rules_they_are_scored_by() => Assert.Empty(
        from role in SourceTree.Roles
        let rights = All().Where(right => right.Role == role.Value.Attribute("name", "")).ToList()
        where rights.Exists(right => right is { Table: "Lead", Verb: "Write" })
        from needed in new[] { ("Append", "Lead"), ("AppendTo", "smk_Agreement"), ("AppendTo", "smk_ScoringModel") }
        where !rights.Exists(right => (right.Verb, right.Table) == needed)
        select $"{role.Key}: {needed}");

    [Fact]
    public void Only_the_administrator_deletes_agreements_models_and_records() =>
        Assert.DoesNotContain(All(), right => right.Role != "Smarketing Administrator" && right.Verb == "Delete" && right.Table != "smk_Criterion");

    [Fact]
    public void Nobody_but_the_administrator_writes_the_history_of_scores() =>
        Assert.DoesNotContain(All(), right => right.Role != "Smarketing Administrator" && right.Table == "smk_ScoreChange" && right.Verb != "Read");

    private static IEnumerable<Right> All() =>
        from role in SourceTree.Roles
        from privilege in role.Value.Descendants("RolePrivilege")
        let name = privilege.Attribute("name", "")["prv".Length..]
        let verb = Verbs.First(verb => name.StartsWith(verb, StringComparison.Ordinal))
        select new Right(role.Value.Attribute("name", ""), verb, name[verb.Length..], privilege.Attribute("level", ""));

    private sealed record Right(string Role, string Verb, string Table, string Level);
}
