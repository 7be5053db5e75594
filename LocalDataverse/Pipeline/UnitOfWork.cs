using System;
using System.Collections.Generic;
using Smarketing.LocalDataverse.Async;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>
/// One database transaction, or a savepoint within one, together with what may only happen once it is committed.
/// Once doomed it can no longer be committed: a failed request inside it has broken it, whoever caught the failure.
/// </summary>
internal sealed class UnitOfWork : IDisposable
{
    private readonly Platform _platform;
    private readonly UnitOfWork? _outer;
    private readonly StoreTransaction _transaction;
    private List<QueuedJob>? _jobs;
    private List<Action>? _undo;
    private List<Action>? _done;
    private bool _committed;

    private UnitOfWork(Platform platform)
    {
        _platform = platform;
        _outer = platform.CurrentWork;
        _transaction = platform.Store.Begin();
        platform.CurrentWork = this;
    }

    public bool IsDoomed { get; private set; }

    public static UnitOfWork Begin(Platform platform) => new(platform);

    public void Doom() => IsDoomed = true;

    /// <summary>Remembers a job written or changed in this transaction; it is queued when the outermost transaction commits.</summary>
    public void Enqueue(QueuedJob job) => (_jobs ??= []).Add(job);

    /// <summary>What lies outside the database and must go back with it: run when this transaction, or one around it, is rolled back.</summary>
    public void OnRollback(Action undo) => (_undo ??= []).Add(undo);

    /// <summary>What may only happen once nothing can be rolled back any more.</summary>
    public void OnCommit(Action done) => (_done ??= []).Add(done);

    public void Commit()
    {
        if (IsDoomed)
        {
            throw PluginFaults.TransactionReduced();
        }

        _transaction.Commit();
        _committed = true;
        PassOn();
        if (_jobs is null)
        {
            return;
        }

        foreach (var job in _jobs)
        {
            if (_outer is null)
            {
                _platform.Outbox.Queue(job);
            }
            else
            {
                _outer.Enqueue(job);
            }
        }
    }

    public void Dispose()
    {
        // Whoever kept a service of this transaction beyond its end finds none to write into.
        IsDoomed = true;
        try
        {
            _transaction.Dispose();
        }
        finally
        {
            _platform.CurrentWork = _outer;
            if (!_committed && _undo is not null)
            {
                // The latest change first, each as it found things.
                for (var i = _undo.Count - 1; i >= 0; i--)
                {
                    _undo[i]();
                }
            }

            if (_outer is null)
            {
                _platform.PluginTraces.Write();
            }
        }
    }

    private void PassOn()
    {
        if (_outer is not null)
        {
            _undo?.ForEach(_outer.OnRollback);
            _done?.ForEach(_outer.OnCommit);
            return;
        }

        _done?.ForEach(static done => done());
    }
}
