using System;
using System.Linq;
using Smarketing.Crm.Steps;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>A registration reads as a sentence, and a sentence the platform could not keep is refused.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public void A_sentence_says_all_that_the_platform_needs()
    {
        StepRegistration registration = On.Update("account").Filtering("name", "fax").PostOperation().Async().Order(7)
            .WithPreImage().WithPostImage("name").InOrderTo("show how it reads");

        Assert.Equal("Update", registration.Message);
        Assert.Equal("account", registration.Table);
        Assert.Equal(40, registration.Stage);
        Assert.True(registration.IsAsync);
        Assert.Equal(7, registration.Order);
        Assert.Equal(["name", "fax"], registration.FilteringColumns);
        Assert.Equal("pre", registration.PreImage!.Name);
        Assert.Empty(registration.PreImage.Columns);
        Assert.Equal("post", registration.PostImage!.Name);
        Assert.Equal(["name"], registration.PostImage.Columns);
        Assert.Equal("show how it reads", registration.Description);
    }

    [Fact]
    public void What_a_sentence_leaves_out_is_the_plain_case()
    {
        StepRegistration registration = On.Create("account").PreOperation();

        Assert.Equal(20, registration.Stage);
        Assert.False(registration.IsAsync);
        Assert.Equal(1, registration.Order);
        Assert.Empty(registration.FilteringColumns);
        Assert.Null(registration.PreImage);
        Assert.Null(registration.PostImage);
    }

    [Fact]
    public void A_sentence_without_a_stage_is_refused() => Refused(On.Create("account"), "names no stage");

    [Fact]
    public void An_asynchronous_step_before_the_operation_is_refused() =>
        Refused(On.Create("account").PreOperation().Async(), "asynchronous before");

    [Fact]
    public void Filtering_a_create_is_refused() => Refused(On.Create("account").Filtering("name").PreOperation(), "filters columns");

    [Fact]
    public void A_pre_image_of_a_create_is_refused() => Refused(On.Create("account").PostOperation().WithPreImage(), "before it was created");

    [Fact]
    public void A_post_image_of_a_delete_is_refused() => Refused(On.Delete("account").PostOperation().WithPostImage(), "after it was deleted");

    [Fact]
    public void A_post_image_before_the_operation_is_refused() =>
        Refused(On.Update("account").PreOperation().WithPostImage(), "before it is written");

    [Fact]
    public void Scoring_runs_before_the_row_is_written_and_following_up_after_the_transaction()
    {
        Assert.Equal(20, new ScoreLeadOnCreate().Registration.Stage);
        Assert.Equal(20, new ScoreLeadOnUpdate().Registration.Stage);
        Assert.All(
            new Step[] { new FollowScoringOnCreate(), new RecordScoreChangeOnUpdate(), new ReportScoringFaultOnUpdate(), new RescoreLeadOnEngagement() },
            step => Assert.True(step.Registration.IsAsync));
    }

    [Fact]
    public void Guards_run_inside_the_transaction()
    {
        var guards = typeof(Step).Assembly.GetExportedTypes()
            .Where(type => type.IsSubclassOf(typeof(Step)) && type.Name.StartsWith("Guard", StringComparison.Ordinal))
            .ToArray();

        Assert.True(guards.Length >= 9);
        Assert.All(guards, type => Assert.Equal(20, ((Step)Activator.CreateInstance(type)!).Registration.Stage));
    }

    private static void Refused(On sentence, string because) =>
        Assert.Contains(because, Assert.Throws<InvalidOperationException>(sentence.ToStepRegistration).Message, StringComparison.Ordinal);
}
