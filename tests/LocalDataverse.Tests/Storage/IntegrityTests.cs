using System;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.Crashing;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Storage;

/// <summary>Damage done behind the platform's back is found; what requests do is none.</summary>
public sealed class IntegrityTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"smk-{Guid.NewGuid():N}.db");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void An_organisation_with_rows_links_and_jobs_is_sound()
    {
        using var org = Open();
        org.On("Create", "lead", Stage.PostOperation, _ => { }, isAsync: true);
        var (lead, account) = (org.Lead(), org.Service.Create(new Entity("account") { ["name"] = "Atelier" }));
        org.Service.Associate("account", account, new Relationship(Scene.Relationship), [new EntityReference("lead", lead)]);
        Assert.Empty(org.Organization.CheckIntegrity());
        org.Service.Delete("account", account);
        Assert.Empty(org.Organization.CheckIntegrity());
    }

    [Fact]
    public void A_lookup_to_a_missing_row_is_found() =>
        AssertFound("1 rows of 'lead' point in 'parentaccountid' to rows of 'account' that do not exist.", "DELETE FROM account");

    [Fact]
    public void A_link_of_a_missing_row_is_found() =>
        AssertFound("1 rows of 'scene_accountlead' link a row that does not exist.", "DELETE FROM lead");

    [Fact]
    public void A_pair_linked_twice_is_found() =>
        AssertFound("1 pairs of 'scene_accountlead' are linked more than once.", "INSERT INTO scene_accountlead (scene_accountleadid, accountid, leadid) SELECT randomblob(16), accountid, leadid FROM scene_accountlead");

    [Fact]
    public void A_broken_page_is_found()
    {
        Fill();
        using (var file = new FileStream(_file, FileMode.Open))
        {
            file.Position = file.Length / 2;
            file.Write(Enumerable.Repeat((byte)0xA5, 4096).ToArray());
        }

        using var org = Open();
        Assert.Contains(org.Organization.CheckIntegrity(), p => p.StartsWith("SQLite: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_job_whose_step_nobody_knows_is_found()
    {
        using var org = new TestOrganization();
        var step = org.On("Create", "lead", Stage.PostOperation, _ => { }, isAsync: true, name: "Forgotten");
        org.Lead();
        org.Lead();
        org.Organization.Platform.Steps.Remove(step.Id);
        Assert.Equal($"2 jobs wait for the step 'Forgotten' ({step.Id:D}), which is not registered.", Assert.Single(org.Organization.CheckIntegrity()));
    }

    private TestOrganization Open()
    {
        var org = new TestOrganization(_file);
        Scene.AddLinks(org.Organization);
        return org;
    }

    private void AssertFound(string problem, string damage)
    {
        Fill();
        using (var connection = new SqliteConnection($"Data Source={_file};Pooling=False"))
        {
            connection.Open();
            connection.CreateCollation("DATAVERSE", string.CompareOrdinal);
            using var command = connection.CreateCommand();
            command.CommandText = damage;
            command.ExecuteNonQuery();
        }

        using var org = Open();
        Assert.Contains(problem, org.Organization.CheckIntegrity());
    }

    private void Fill()
    {
        using var org = Open();
        var account = org.Service.Create(new Entity("account") { ["name"] = "Atelier" });
        var lead = org.Lead("Durand", ("parentaccountid", new EntityReference("account", account)));
        var other = org.Service.Create(new Entity("account") { ["name"] = "Other" });
        org.Service.Associate("account", other, new Relationship(Scene.Relationship), [new EntityReference("lead", lead)]);
        for (var i = 0; i < 200; i++)
        {
            org.Lead("Martin", ("description", new string('x', 1000)));
        }
    }
}
