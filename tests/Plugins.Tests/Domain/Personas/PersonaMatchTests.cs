using System;
using System.Linq;
using Smarketing.Crm.Domain.Conditions;
using Smarketing.Crm.Domain.Personas;
using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Domain.Personas;

/// <summary>A lead resembles one persona or none, the same whoever asks.</summary>
public sealed class PersonaMatchTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 9, 30, 0, DateTimeKind.Utc);
    private static readonly Persona Director = Of(1, "Director", weight: 10, order: 1, "jobtitle contains director");
    private static readonly Persona Belgian = Of(2, "Belgian", weight: 10, order: 2, "address1_country equals BE");
    private static readonly Persona Anybody = Of(3, "Anybody", weight: 1, order: 0, null);

    [Fact]
    public void Whose_conditions_hold_is_found() => Assert.Equal(Belgian, Find("clerk", "BE", Director, Belgian));

    [Fact]
    public void Nobody_is_found_when_none_holds() => Assert.Null(Find("clerk", "FR", Director, Belgian));

    [Fact]
    public void The_heaviest_wins() =>
        Assert.Equal(Belgian, Find("director", "BE", Director, Belgian with { Weight = 11 }) is { } found ? found with { Weight = 10 } : null);

    [Fact]
    public void The_lower_order_wins_among_equals() => Assert.Equal(Director, Find("director", "BE", Belgian, Director));

    [Fact]
    public void No_conditions_hold_for_everybody() => Assert.Equal(Anybody, Find("clerk", "FR", Director, Belgian, Anybody));

    [Fact]
    public void The_order_in_which_they_are_read_changes_nothing()
    {
        var random = new Random(7);
        var personas = Enumerable.Range(1, 12).Select(i => Of(i, "Same", random.Next(1, 3), random.Next(0, 2), null)).ToArray();
        var found = PersonaMatch.Find(personas, _ => FactValue.Unknown, Now);
        for (var run = 0; run < 200; run++)
            Assert.Equal(found, PersonaMatch.Find(personas.OrderBy(_ => random.Next()), _ => FactValue.Unknown, Now));
    }

    [Fact]
    public void The_columns_looked_at_are_each_named_once() => Assert.Equal(
        ["address1_country", "jobtitle"], PersonaMatch.Columns([Director, Belgian, Belgian]));

    private static Persona Of(int id, string name, int weight, int order, string? conditions) =>
        new(new Guid(id, 0, 0, new byte[8]), name, weight, order, LeadConditions.Read(conditions));

    private static Persona? Find(string job, string country, params Persona[] personas) => PersonaMatch.Find(
        personas,
        column => column switch
        {
            "jobtitle" => FactValue.OfText(job),
            "address1_country" => FactValue.OfText(country),
            _ => FactValue.Unknown,
        },
        Now);
}
