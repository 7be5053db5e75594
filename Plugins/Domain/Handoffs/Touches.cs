using System;
using System.Collections.Generic;
using System.Linq;

namespace Smarketing.Crm.Domain.Handoffs;

/// <summary>How a seller reaches a lead.</summary>
public enum TouchKind
{
    /// <summary>A completed phone call of the owner, made or taken: who is called by the lead and answers has reached it as well as who calls.</summary>
    Call,

    /// <summary>An e-mail.</summary>
    Email,

    /// <summary>A meeting, on site or remote.</summary>
    Meeting,
}

/// <summary>Something done about a lead.</summary>
/// <param name="Kind">How.</param>
/// <param name="ById">Whose activity it is.</param>
/// <param name="DoneOn">When it was completed or sent, UTC.</param>
/// <param name="IsOutgoing">For an e-mail: sent, not received.</param>
/// <param name="IsAutomatic">Written by a machine: an absence note, a workflow's mail.</param>
public sealed record Contact(TouchKind Kind, Guid ById, DateTime DoneOn, bool IsOutgoing, bool IsAutomatic);

/// <summary>What counts as a touch of a lead by the owner of a hand-off.</summary>
public static class Touches
{
    private static readonly string[] AutomaticSubjects =
        ["automatic reply", "auto-reply", "out of office", "réponse automatique", "absence du bureau", "absent du bureau"];

    /// <summary>
    /// A call, a meeting or a sent e-mail by the owner, from the hand-off on. What the lead sends is no touch, nor is what a machine sends.
    /// </summary>
    /// <param name="contact">What was done.</param>
    /// <param name="ownerId">The owner of the hand-off.</param>
    /// <param name="startedOn">When the hand-off began, UTC.</param>
    public static bool Counts(Contact contact, Guid ownerId, DateTime startedOn)
    {
        if (contact is null)
            throw new ArgumentNullException(nameof(contact));
        return contact.ById == ownerId
            && contact.DoneOn >= startedOn
            && !contact.IsAutomatic
            && (contact.Kind != TouchKind.Email || contact.IsOutgoing);
    }

    /// <summary>The moments of the touches that count, oldest first, UTC.</summary>
    public static IReadOnlyList<DateTime> Of(IEnumerable<Contact> contacts, Guid ownerId, DateTime startedOn) =>
        Array.AsReadOnly(contacts.Where(contact => Counts(contact, ownerId, startedOn)).Select(contact => contact.DoneOn).OrderBy(on => on).ToArray());

    /// <summary>Whether a subject is one that mail programs give to automatic replies, in English or French.</summary>
    public static bool IsAutomaticSubject(string? subject) =>
        subject is not null && AutomaticSubjects.Any(start => subject.TrimStart().StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
