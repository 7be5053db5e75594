using System;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>
/// A transaction, or a savepoint within one. It holds the store for its thread from beginning to end: begin, commit and dispose on the
/// same thread, innermost first. Disposed without <see cref="Commit"/> it leaves no trace.
/// </summary>
internal sealed class StoreTransaction : IDisposable
{
    private readonly RecordStore store;
    private bool open = true;

    internal StoreTransaction(RecordStore store, int depth)
    {
        this.store = store;
        Depth = depth;
    }

    /// <summary>1 for the transaction itself, 2 and more for savepoints.</summary>
    internal int Depth { get; }

    /// <summary>Keeps what was written; final once the outermost transaction commits.</summary>
    /// <exception cref="InvalidOperationException">It has ended already, or one inside it has not.</exception>
    public void Commit()
    {
        if (!open)
            throw new InvalidOperationException("The transaction has ended already.");
        store.Commit(this);
        open = false;
    }

    /// <summary>Rolls back unless committed.</summary>
    public void Dispose()
    {
        if (!open)
            return;
        open = false;
        store.Rollback(this);
    }
}
