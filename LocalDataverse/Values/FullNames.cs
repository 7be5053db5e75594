using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Values;

/// <summary>Full names of leads, contacts and users, in the order that the organisation's fullnameconventioncode asks for.</summary>
internal sealed class FullNames(Platform platform)
{
    /// <summary>The columns a full name is made of.</summary>
    public static readonly IReadOnlyList<string> Parts = ["firstname", "middlename", "lastname", "yomifirstname", "yomimiddlename", "yomilastname"];

    // FirstName LastName, the platform's default.
    private const int FirstLast = 1;

    public void Settle(TableDefinition table, TableProfile profile, Entity target, Entity? current)
    {
        if (!profile.HasFullName || (current is not null && !Concerns(target)))
        {
            return;
        }

        string Part(string column) => (target.Contains(column) ? target : current)?.Value<string>(column)?.Trim() ?? string.Empty;
        var convention = platform.Store.Find("organization", platform.System.OrganizationId, new ColumnSet("fullnameconventioncode"))
            ?.Value<OptionSetValue>("fullnameconventioncode")?.Value ?? FirstLast;
        var (first, middle, last) = (Part("firstname"), Part("middlename"), Part("lastname"));
        Set(table, target, "fullname", Compose(convention, first, middle, last));

        // A reading that is not given is the name itself.
        Set(table, target, "yomifullname", Compose(convention, Or(Part("yomifirstname"), first), Or(Part("yomimiddlename"), middle), Or(Part("yomilastname"), last)));
    }

    /// <summary>Whether a row about to be saved carries a part of its name.</summary>
    public static bool Concerns(Entity target)
    {
        foreach (var part in Parts)
        {
            if (target.Contains(part))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A full name; empty when there is no part.</summary>
    /// <param name="convention">An option of organization.fullnameconventioncode.</param>
    /// <param name="first">First name, or empty.</param>
    /// <param name="middle">Middle name, or empty.</param>
    /// <param name="last">Last name, or empty.</param>
    public static string Compose(int convention, string first, string middle, string last)
    {
        var initial = middle.Length == 0 ? string.Empty : middle[..1];
        return convention switch
        {
            0 => Comma(last, first),
            2 => Comma(last, Join(first, initial)),
            3 => Join(first, initial, last),
            4 => Comma(last, Join(first, middle)),
            5 => Join(first, middle, last),
            6 => Join(last, first),
            7 => last + first,
            _ => Join(first, last),
        };
    }

    private static string Or(string reading, string name) => reading.Length > 0 ? reading : name;

    private static string Comma(string last, string rest) => last.Length == 0 ? rest : rest.Length == 0 ? last : $"{last}, {rest}";

    private static string Join(params string[] parts) => string.Join(' ', Array.FindAll(parts, static p => p.Length > 0));

    private static void Set(TableDefinition table, Entity target, string column, string name)
    {
        if (table.TryColumn(column, out var definition))
        {
            target[column] = name.Length == 0 ? null : definition.MaxLength is { } most && name.Length > most ? name[..most] : name;
        }
    }
}
