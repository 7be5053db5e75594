using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.Cli.Solutions.Syncing;
using Xunit;

namespace Smarketing.Tests.Plugins.Twice;

/// <summary>
/// The law of asynchronous steps: run twice, or killed between two of its effects and run again, each ends where it would have ended anyhow. All that
/// are registered are held to it, by one story; where a chapter gives a step nothing to do, a test fails.
/// </summary>
public sealed class AsyncStepTests(PlainStory plain) : IClassFixture<PlainStory>
{
    // From where `smk sync` takes them.
    private static readonly string[] Registered =
        [.. ShippedAssembly.ReadAll().SelectMany(assembly => assembly.Steps).Where(step => step.IsAsync).Select(step => step.TypeName).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_asynchronous_step_has_something_to_do_in_the_story() => Assert.Equal(
        Registered,
        Chapters.All.SelectMany(chapter => chapter.Steps).Select(step => step.FullName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_chapter_gives_its_steps_something_to_write() => Assert.Empty(plain.Idle);

    [Fact]
    public void Told_again_the_story_is_the_same() => EndsAlike(Hardship.None());

    [Fact]
    public void Run_twice_they_end_in_the_same_state() => EndsAlike(Hardship.Twice());

    [Fact]
    public void Run_once_more_when_all_is_over_they_end_in_the_same_state() => EndsAlike(Hardship.Late());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Killed_after_one_of_their_first_writes_they_end_in_the_same_state(int writes) => EndsAlike(Hardship.Killed(writes));

    [Fact]
    public void Killed_one_write_later_each_time_they_end_in_the_same_state() => EndsAlike(Hardship.KilledAgainAndAgain());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Killed_and_overtaken_by_all_that_others_set_off_they_end_in_the_same_state(int writes) =>
        EndsAlike(Hardship.Overtaken(writes, _ => true));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Overtaken_by_half_of_the_others_they_end_in_the_same_state(int half) =>
        EndsAlike(Hardship.Overtaken(0, step => Array.IndexOf(Registered, step) % 2 == half));

    private void EndsAlike(Hardship hardship)
    {
        var difference = Snapshot.Difference(plain.Rows, Story.Told(hardship));
        Assert.True(difference.Length == 0, difference);
    }
}

/// <summary>The story as it goes when nothing goes wrong.</summary>
public sealed class PlainStory
{
    public PlainStory()
    {
        var hardship = Hardship.None();
        var idle = new List<string>();
        Rows = Story.Told(hardship, chapter =>
        {
            idle.AddRange(chapter.Steps.Where(step => !hardship.MostWrites.ContainsKey(step.FullName!)).Select(step => chapter.Name + ": " + step.Name));
            hardship.Forget();
        });
        Idle = idle;
    }

    /// <summary>Steps that had nothing to write in a chapter that names them.</summary>
    public IReadOnlyList<string> Idle { get; }

    /// <summary>What is on record in the end.</summary>
    public IReadOnlyList<string> Rows { get; }
}
