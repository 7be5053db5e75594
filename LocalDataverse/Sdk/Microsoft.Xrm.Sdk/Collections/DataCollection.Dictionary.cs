using System;
using System.Collections;
using System.Collections.Generic;

namespace Microsoft.Xrm.Sdk;

public abstract class DataCollection<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>>
{
    private readonly IDictionary<TKey, TValue> items;

    protected DataCollection() : this(new Dictionary<TKey, TValue>())
    {
    }

    protected DataCollection(IDictionary<TKey, TValue> collection)
    {
        items = collection ?? throw new ArgumentNullException(nameof(collection));
    }

    public int Count => items.Count;

    public virtual bool IsReadOnly => items.IsReadOnly;

    public virtual TValue this[TKey key]
    {
        get => items[key];
        set
        {
            DemandWritable();
            items[key] = value;
        }
    }

    public ICollection<TKey> Keys => items.Keys;

    public ICollection<TValue> Values => items.Values;

    public void Add(KeyValuePair<TKey, TValue> item)
    {
        DemandWritable();
        items.Add(item);
    }

    public void Add(TKey key, TValue value)
    {
        DemandWritable();
        items.Add(key, value);
    }

    public void AddRange(params KeyValuePair<TKey, TValue>[] items) => AddRange((IEnumerable<KeyValuePair<TKey, TValue>>)items);

    public void AddRange(IEnumerable<KeyValuePair<TKey, TValue>> items)
    {
        if (items == null) throw new ArgumentNullException(nameof(items));
        foreach (var item in items) Add(item);
    }

    public void Clear()
    {
        DemandWritable();
        items.Clear();
    }

    public bool Contains(TKey key) => items.ContainsKey(key);

    public bool Contains(KeyValuePair<TKey, TValue> key) => items.Contains(key);

    public bool ContainsKey(TKey key) => items.ContainsKey(key);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    public bool Remove(TKey key)
    {
        DemandWritable();
        return items.Remove(key);
    }

    public bool Remove(KeyValuePair<TKey, TValue> item)
    {
        DemandWritable();
        return items.Remove(item);
    }

    public bool TryGetValue(TKey key, out TValue value) => items.TryGetValue(key, out value);

    private void DemandWritable()
    {
        if (IsReadOnly) throw new InvalidOperationException("The collection is read-only.");
    }
}
