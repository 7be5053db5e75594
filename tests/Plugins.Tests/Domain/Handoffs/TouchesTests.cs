using System;
using Smarketing.Crm.Domain.Handoffs;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Handoffs;

/// <summary>What counts as a first touch: the owner reached out, as a person, after the hand-off.</summary>
public sealed class TouchesTests
{
    private static readonly Guid Owner = new("00000000-0000-0000-0000-00000000000a");
    private static readonly DateTime Start = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("a call made", TouchKind.Call, true, false, 0, true)]
    [InlineData("a call taken", TouchKind.Call, false, false, 0, true)]
    [InlineData("a meeting", TouchKind.Meeting, false, false, 0, true)]
    [InlineData("an e-mail sent", TouchKind.Email, true, false, 0, true)]
    [InlineData("an e-mail received", TouchKind.Email, false, false, 0, false)]
    [InlineData("an automatic reply", TouchKind.Email, true, true, 0, false)]
    [InlineData("a call a second before the hand-off", TouchKind.Call, true, false, -1, false)]
    public void Counts(string what, TouchKind kind, bool isOutgoing, bool isAutomatic, int seconds, bool counts) =>
        Assert.Equal((what, counts), (what, Touches.Counts(new Contact(kind, Owner, Start.AddSeconds(seconds), isOutgoing, isAutomatic), Owner, Start)));

    [Fact]
    public void What_somebody_else_does_is_no_touch_of_the_owner() =>
        Assert.False(Touches.Counts(new Contact(TouchKind.Call, Guid.Empty, Start, true, false), Owner, Start));

    [Theory]
    [InlineData("Automatic reply: your request", true)]
    [InlineData("Réponse automatique : votre demande", true)]
    [InlineData("Your request for an automatic reply", false)]
    [InlineData(null, false)]
    public void An_automatic_reply_is_known_by_its_subject(string? subject, bool isAutomatic) =>
        Assert.Equal(isAutomatic, Touches.IsAutomaticSubject(subject));
}
