using System;
using System.Linq;
using Smarketing.Crm.Domain.Personas;
using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Personas;

/// <summary>What a lead is given to read next, and why.</summary>
public sealed class NextContentTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 9, 30, 0, DateTimeKind.Utc);
    private static readonly Guid Director = new(1, 0, 0, new byte[8]);
    private static readonly Guid Buyer = new(2, 0, 0, new byte[8]);
    private static readonly Reader Somebody = new(Director, BuyingStage.Consideration, Channel.Blog, [], true);
    private static readonly Content Plain = new(Guid.Empty, "guide", "Guide", null, null, null, Now.AddDays(-10), null, null);

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, ContentObstacle.NotPublished)]
    public void It_is_published_from_its_moment_on(int seconds, ContentObstacle? obstacle) =>
        Assert.Equal(obstacle, Obstacle(Plain with { PublishedOn = Now.AddSeconds(seconds) }));

    [Fact]
    public void Without_a_moment_it_is_not_published() => Assert.Equal(ContentObstacle.NotPublished, Obstacle(Plain with { PublishedOn = null }));

    [Theory]
    [InlineData(0, ContentObstacle.Retired)]
    [InlineData(1, null)]
    public void It_is_retired_from_its_moment_on(int seconds, ContentObstacle? obstacle) =>
        Assert.Equal(obstacle, Obstacle(Plain with { RetiredOn = Now.AddSeconds(seconds) }));

    [Fact]
    public void What_was_met_is_not_given_again_whatever_its_case() => Assert.Equal(
        ContentObstacle.Seen, NextContent.Obstacle(Plain, Somebody with { Seen = ["GUIDE"] }, Now));

    [Fact]
    public void What_is_for_another_persona_is_not_given() => Assert.Equal(ContentObstacle.OtherPersona, Obstacle(Plain with { PersonaId = Buyer }));

    [Fact]
    public void What_is_for_a_persona_is_not_given_to_who_resembles_none() => Assert.Equal(
        ContentObstacle.OtherPersona, NextContent.Obstacle(Plain with { PersonaId = Buyer }, Somebody with { PersonaId = null }, Now));

    [Theory]
    [InlineData(BuyingStage.Awareness, ContentObstacle.OtherStage)]
    [InlineData(BuyingStage.Consideration, null)]
    [InlineData(BuyingStage.Decision, ContentObstacle.OtherStage)]
    public void It_fits_where_the_lead_stands(BuyingStage stage, ContentObstacle? obstacle) =>
        Assert.Equal(obstacle, Obstacle(Plain with { Stage = stage }));

    [Fact]
    public void E_mail_content_asks_for_consent_and_other_content_does_not()
    {
        var closed = Somebody with { MayBeMailed = false };

        Assert.Equal(ContentObstacle.NoConsent, NextContent.Obstacle(Plain with { Channel = Channel.Email }, closed, Now));
        Assert.Null(NextContent.Obstacle(Plain with { Channel = Channel.Blog }, closed, Now));
        Assert.Null(Obstacle(Plain with { Channel = Channel.Email }));
    }

    [Theory]
    [InlineData(Stage.Lead, BuyingStage.Awareness)]
    [InlineData(Stage.Nurture, BuyingStage.Awareness)]
    [InlineData(Stage.Mql, BuyingStage.Consideration)]
    [InlineData(Stage.Sql, BuyingStage.Decision)]
    [InlineData(Stage.Accepted, BuyingStage.Decision)]
    [InlineData(Stage.Opportunity, BuyingStage.Decision)]
    [InlineData(Stage.Customer, null)]
    [InlineData(Stage.Disqualified, null)]
    public void The_stage_of_a_lead_says_where_it_stands_as_a_buyer(Stage stage, BuyingStage? buying) =>
        Assert.Equal(buying, NextContent.StageOf(stage));

    [Fact]
    public void Who_stands_nowhere_is_given_nothing() => Assert.Empty(NextContent.For([Plain], Somebody with { Stage = null }, Now, 3));

    [Fact]
    public void Persona_goes_before_stage_before_channel_before_age_before_key()
    {
        Content[] best =
        [
            Plain with { Key = "persona", PersonaId = Director },
            Plain with { Key = "stage", Stage = BuyingStage.Consideration },
            Plain with { Key = "channel", Channel = Channel.Blog },
            Plain with { Key = "new", PublishedOn = Now },
            Plain with { Key = "a" },
            Plain with { Key = "b" },
        ];
        var random = new Random(11);
        for (var run = 0; run < 100; run++)
        {
            Assert.Equal(
                best.Select(content => content.Key),
                NextContent.For(best.OrderBy(_ => random.Next()), Somebody, Now, 10).Select(item => item.Content.Key));
        }
    }

    [Fact]
    public void Every_recommendation_says_why()
    {
        var fitting = Plain with { PersonaId = Director, Stage = BuyingStage.Consideration, Channel = Channel.Blog };

        var given = NextContent.For([fitting, Plain with { Key = "z" }], Somebody, Now, 10);

        Assert.Equal([ContentReason.ForPersona, ContentReason.ForStage, ContentReason.OnLastChannel], given[0].Reasons);
        Assert.Equal([ContentReason.ForEveryone], given[1].Reasons);
    }

    [Fact]
    public void No_more_are_given_than_asked_for() =>
        Assert.Equal(2, NextContent.For([Plain, Plain with { Key = "b" }, Plain with { Key = "c" }], Somebody, Now, 2).Count);

    private static ContentObstacle? Obstacle(Content content) => NextContent.Obstacle(content, Somebody, Now);
}
