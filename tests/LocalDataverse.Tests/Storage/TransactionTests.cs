using System;
using System.Threading;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Storage;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Storage;

public sealed class TransactionTests
{
    [Fact]
    public void What_is_committed_stays()
    {
        using var store = Sample.Store();
        using (var transaction = store.Begin())
        {
            store.Insert(Sample.Row(1));
            transaction.Commit();
        }

        Assert.True(store.Exists(Sample.Table, Sample.Id(1)));
    }

    [Fact]
    public void What_is_not_committed_leaves_no_trace()
    {
        using var store = Sample.Store();
        using (store.Begin())
            store.Insert(Sample.Row(1));
        Assert.False(store.Exists(Sample.Table, Sample.Id(1)));
    }

    [Fact]
    public void An_inner_rollback_undoes_only_what_is_inside()
    {
        using var store = Sample.Store();
        using (var outer = store.Begin())
        {
            store.Insert(Sample.Row(1));
            using (store.Begin())
                store.Insert(Sample.Row(2));
            using (var inner = store.Begin())
            {
                store.Insert(Sample.Row(3));
                inner.Commit();
            }

            outer.Commit();
        }

        Assert.True(store.Exists(Sample.Table, Sample.Id(1)));
        Assert.False(store.Exists(Sample.Table, Sample.Id(2)));
        Assert.True(store.Exists(Sample.Table, Sample.Id(3)));
    }

    [Fact]
    public void An_outer_rollback_undoes_what_was_committed_inside()
    {
        using var store = Sample.Store();
        using (store.Begin())
        {
            using var inner = store.Begin();
            store.Insert(Sample.Row(1));
            inner.Commit();
        }

        Assert.False(store.Exists(Sample.Table, Sample.Id(1)));
    }

    [Fact]
    public void A_refused_write_leaves_the_transaction_usable()
    {
        using var store = Sample.StoreWith("smk_int", 1);
        using (var transaction = store.Begin())
        {
            store.Insert(Sample.Row(2));
            Assert.ThrowsAny<Exception>(() => store.Insert(Sample.Row(1)));
            transaction.Commit();
        }

        Assert.True(store.Exists(Sample.Table, Sample.Id(2)));
    }

    [Fact]
    public void Transactions_end_innermost_first()
    {
        using var store = Sample.Store();
        using var outer = store.Begin();
        using var inner = store.Begin();
        Assert.Throws<InvalidOperationException>(outer.Commit);
    }

    [Fact]
    public void A_transaction_ends_once()
    {
        using var store = Sample.Store();
        using var transaction = store.Begin();
        transaction.Commit();
        Assert.Throws<InvalidOperationException>(transaction.Commit);
    }

    [Fact]
    public void A_table_made_in_a_transaction_that_is_rolled_back_is_made_again_when_needed()
    {
        using var store = Sample.Store();
        using (store.Begin())
            store.Insert(Sample.Row(1));
        store.Insert(Sample.Row(2, ("smk_int", 5)));
        Assert.Equal(5, store.Find(Sample.Table, Sample.Id(2), new ColumnSet("smk_int"))!["smk_int"]);
    }

    [Fact]
    public void Another_thread_waits_until_the_transaction_has_ended()
    {
        using var store = Sample.StoreWith("smk_int", 1);
        using var started = new ManualResetEventSlim();
        object? seen = null;
        var reader = new Thread(() =>
        {
            started.Set();
            seen = store.Find(Sample.Table, Sample.Id(1), new ColumnSet("smk_int"))!["smk_int"];
        });
        using (var transaction = store.Begin())
        {
            store.Update(Sample.Row(1, ("smk_int", 2)));
            reader.Start();
            started.Wait(TestContext.Current.CancellationToken);
            store.Update(Sample.Row(1, ("smk_int", 3)));
            transaction.Commit();
        }

        reader.Join();
        Assert.Equal(3, seen);
    }

    [Fact]
    public void Versions_only_grow_even_when_a_transaction_is_rolled_back()
    {
        using var store = Sample.Store();
        long inside;
        using (store.Begin())
            inside = store.NextRowVersion();
        Assert.True(store.NextRowVersion() > inside);
    }
}
