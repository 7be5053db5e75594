using System;
using System.Globalization;

namespace Smarketing.LocalDataverse.Storage;

/// <content>Transactions, savepoints and the row version, which goes with them.</content>
internal sealed partial class RecordStore
{
    private int depth;
    private bool schemaChanged;
    private long version;
    private long savedVersion;

    /// <summary>Called after each commit: a process killed at any moment leaves what lies on the disk after one of them. For tests of that.</summary>
    internal Action? Committed { get; set; }

    /// <summary>Begins a transaction, or a savepoint when one is open on this thread.</summary>
    public StoreTransaction Begin()
    {
        gate.Enter();
        try
        {
            database.Prepare(depth == 0 ? "BEGIN IMMEDIATE" : $"SAVEPOINT s{Number(depth)}").Run();
            return new StoreTransaction(this, ++depth);
        }
        catch
        {
            gate.Exit();
            throw;
        }
    }

    /// <summary>The next row version: greater than all before, also those of a reopened file.</summary>
    public long NextRowVersion()
    {
        lock (gate)
            return ++version;
    }

    internal void Commit(StoreTransaction transaction)
    {
        RequireInnermost(transaction);
        if (depth == 1)
        {
            SaveVersion();
            SaveSequences();
            database.Prepare("COMMIT").Run();
            schemaChanged = false;
            Committed?.Invoke();
        }
        else
        {
            database.Prepare($"RELEASE s{Number(depth - 1)}").Run();
        }

        depth--;
        gate.Exit();
    }

    internal void Rollback(StoreTransaction transaction)
    {
        RequireInnermost(transaction);
        callers.Clear();
        try
        {
            if (schemaChanged)
            {
                // Tables made inside are gone; what is prepared or laid out may speak of them.
                layouts.Clear();
                database.ForgetStatements();
            }

            if (depth == 1)
            {
                schemaChanged = false;
                savedVersion = 0;
                ForgetSavedSequences();
                if (database.IsInTransaction)
                    database.Prepare("ROLLBACK").Run();
            }
            else if (database.IsInTransaction)
            {
                database.Prepare($"ROLLBACK TO s{Number(depth - 1)}").Run();
                database.Prepare($"RELEASE s{Number(depth - 1)}").Run();
            }
        }
        finally
        {
            depth--;
            RolledBack?.Invoke();
            gate.Exit();
        }
    }

    private void RequireInnermost(StoreTransaction transaction)
    {
        if (transaction.Depth != depth || !gate.IsHeldByCurrentThread)
            throw new InvalidOperationException("Transactions end innermost first, on the thread that began them. Dispose the inner one before the outer.");
    }

    // In memory nobody will ever read it again.
    private void SaveVersion()
    {
        if (!database.IsFile || savedVersion == version)
            return;
        SaveCounter("rowversion", version);
        savedVersion = version;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
