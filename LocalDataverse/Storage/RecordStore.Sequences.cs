using System;
using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Storage;

/// <content>
/// Numbers that are counted outside transactions: what a rolled-back one took stays taken. They are saved with the next commit;
/// what was taken and never committed may be given again after the file is opened anew.
/// </content>
internal sealed partial class RecordStore
{
    private readonly Dictionary<string, long> sequences = new(StringComparer.Ordinal);
    private readonly HashSet<string> unsavedSequences = new(StringComparer.Ordinal);

    /// <summary>Takes the next number of a sequence.</summary>
    public long NextInSequence(string name, long first)
    {
        lock (gate)
        {
            var next = Sequence(name) ?? first;
            Remember(name, next + 1);
            return next;
        }
    }

    /// <summary>The number that is next; null when nothing has been counted.</summary>
    public long? Sequence(string name)
    {
        lock (gate)
            return sequences.TryGetValue(name, out var next) ? next : ReadCounter(name);
    }

    /// <summary>Sets the number that is next.</summary>
    public void SetSequence(string name, long next)
    {
        lock (gate)
        {
            Remember(name, next);
            if (depth == 0)
                SaveSequences();
        }
    }

    private void Remember(string name, long next)
    {
        sequences[name] = next;
        if (database.IsFile)
            unsavedSequences.Add(name);
    }

    private void SaveSequences()
    {
        foreach (var name in unsavedSequences)
            SaveCounter(name, sequences[name]);
        unsavedSequences.Clear();
    }

    // A commit that failed has saved none of them.
    private void ForgetSavedSequences()
    {
        if (database.IsFile)
            unsavedSequences.UnionWith(sequences.Keys);
    }

    private long? ReadCounter(string name)
    {
        var statement = database.Prepare("SELECT value FROM \"$counter\" WHERE name = ?");
        try
        {
            statement.Bind(1, SqlValue.Of(name));
            return statement.Step() ? statement.Integer(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    private void SaveCounter(string name, long value)
    {
        var statement = database.Prepare("INSERT INTO \"$counter\" VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
        statement.Bind(1, SqlValue.Of(name));
        statement.Bind(2, SqlValue.Of(value));
        statement.Run();
    }
}
