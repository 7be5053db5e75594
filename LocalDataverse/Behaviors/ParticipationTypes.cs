using System;
using System.Collections.Frozen;
using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Behaviors;

/// <summary>In which part somebody takes part in an activity: the values of activityparty.participationtypemask.</summary>
internal static class ParticipationTypes
{
    public const int Regarding = 8;

    public const int Owner = 9;

    private static readonly FrozenDictionary<string, int> OfColumn = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["from"] = 1,
        ["to"] = 2,
        ["cc"] = 3,
        ["bcc"] = 4,
        ["requiredattendees"] = 5,
        ["optionalattendees"] = 6,
        ["organizer"] = 7,
        ["resources"] = 10,
        ["customers"] = 11,
        ["customer"] = 11,
        ["partners"] = 12,
        ["partner"] = 12,
        ["related"] = 13,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The type that the rows of a party list have; null for a list of everybody.</summary>
    public static int? Of(string column) => OfColumn.TryGetValue(column, out var type) ? type : null;
}
