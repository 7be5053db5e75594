using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.Crm.Dataverse.Tables;
using Xunit;

namespace Smarketing.Tests.Plugins.Twice;

/// <summary>
/// The law of the sweep: each of its tasks, run twice, killed between two of its writes, or met by another sweep at any of them, ends where one
/// undisturbed run ends.
/// </summary>
public sealed class SweepTwiceTests(PlainSweep plain) : IClassFixture<PlainSweep>
{
    [Fact]
    public void Every_task_has_something_to_do() => Assert.Empty(plain.Idle);

    [Fact]
    public void Each_task_run_twice_ends_in_the_same_state() => EndsAlike((story, task) =>
    {
        story.Sweep(task);
        Assert.Equal(0, story.Sweep(task));
    });

    [Fact]
    public void Each_task_killed_after_each_of_its_writes_ends_in_the_same_state() => EndsAlike((story, task) =>
    {
        for (var writes = 1; !Survives(story, task, Interruption.Kill(writes)); writes++)
            Assert.InRange(writes, 1, 1000);
    });

    [Fact]
    public void Each_task_met_by_another_sweep_at_each_of_its_writes_ends_in_the_same_state() => EndsAlike((story, task) =>
    {
        for (var writes = 0; ; writes++)
        {
            Assert.InRange(writes, 0, 1000);
            var isMet = false;
            Survives(story, task, new Interruption(writes, () =>
            {
                isMet = true;
                story.Sweep(task);
            }));
            if (!isMet)
                return;
        }
    });

    // Whoever fails loses the whole call, and the next one does it.
    private static bool Survives(Story story, string task, Interruption interruption) =>
        interruption.Survives(story.Organization, () => story.Sweep(task));

    private void EndsAlike(Action<Story, string> sweep)
    {
        var difference = Snapshot.Difference(plain.Rows, PlainSweep.Swept(sweep));
        Assert.True(difference.Length == 0, difference);
    }
}

/// <summary>The sweep as it goes when nothing goes wrong.</summary>
public sealed class PlainSweep
{
    public PlainSweep()
    {
        var busy = new HashSet<string>(StringComparer.Ordinal);
        var all = new HashSet<string>(StringComparer.Ordinal);
        Rows = Swept((story, task) =>
        {
            all.Add(task);
            if (story.Sweep(task) > 0)
                busy.Add(task);
        });
        Idle = [.. all.Except(busy)];
    }

    /// <summary>Tasks that had nothing to do.</summary>
    public IReadOnlyList<string> Idle { get; }

    /// <summary>What is on record in the end.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>Tells a story after which every task has something to do now or after a year, and sweeps task by task.</summary>
    internal static IReadOnlyList<string> Swept(Action<Story, string> sweep)
    {
        using var story = new Story(Hardship.None());
        var tasks = TasksOf(story);
        foreach (var chapter in Chapters.All)
        {
            chapter.Tell(story);
            story.Rest();
        }

        Prepare(story);
        foreach (var days in new[] { 45, 325 })
        {
            story.Rest(days * 24 * 60);
            foreach (var task in tasks)
            {
                sweep(story, task);
                story.Rest();
            }
        }

        story.Settle();
        return Snapshot.Of(story.Service);
    }

    private static string[] TasksOf(Story story)
    {
        using var details = JsonDocument.Parse((string)story.Service.Execute(new OrganizationRequest("smk_RunSweep"))["Details"]);
        return [.. details.RootElement.EnumerateObject().Select(task => task.Name)];
    }

    private static void Prepare(Story story)
    {
        foreach (var name in new[] { "untold", "unknown" })
            story.Pen.Execute(new CreateRequest { Target = new Entity("lead") { ["lastname"] = name, ["subject"] = "Imported" }, ["BypassCustomPluginExecution"] = true });
        foreach (var name in new[] { "warm", "warmer" })
        {
            story.Lead(name, campaign: story.OtherCampaign);
            story.Record(name, [(EngagementType.ContentDownload, story.Campaign, null), .. Enumerable.Repeat((EngagementType.PageVisit, (Guid?)story.Campaign, (string?)null), 8)]);
        }

        foreach (var name in new[] { "slow", "slower" })
            story.HandedOff(name);
        Chapters.SetMembers(story, PoolMemberState.Inactive);
        foreach (var name in new[] { "queued", "queued behind" })
        {
            story.Lead(name, isRipe: true);
            story.Rest();
        }

        Chapters.SetMembers(story, PoolMemberState.Active);
        foreach (var metric in new[] { Metric.Customers, Metric.Revenue })
        {
            story.Pen.Create(new Objective
            {
                Name = metric.ToString(), AgreementId = Story.Ref(Agreement.EntityLogicalName, story.AgreementId), Metric = metric, Target = 100000,
                From = new DateTime(2026, 3, 1), Until = new DateTime(2026, 12, 31), MarketerId = Story.User(story.Marketer), SellerId = Story.User(story.Boss),
                StatusCode = ObjectiveStatus.Running,
            });
        }

        story.Pen.Create(new Content { Name = "Late guide", Key = "late guide" });
        story.Pen.Create(new Content { Name = "Later guide", Key = "guide" });
        foreach (var campaign in new[] { story.Campaign, story.OtherCampaign })
            story.Service.Update(new Entity("campaign", campaign) { ["othercost"] = new Money(400) });
    }
}
