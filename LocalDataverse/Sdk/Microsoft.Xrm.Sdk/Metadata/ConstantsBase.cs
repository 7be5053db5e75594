using System;
using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

[DataContract(Name = "ConstantsBase", Namespace = "http://schemas.microsoft.com/xrm/2013/Metadata")]
public abstract class ConstantsBase<T> : IExtensibleDataObject
{
    public static readonly IList<T> ValidValues = new List<T>();

    protected ConstantsBase()
    {
    }

    public ExtensionDataObject ExtensionData { get; set; }

    [DataMember]
    public T Value { get; set; }

    protected static T2 Add<T2>(T value) where T2 : ConstantsBase<T>, new()
    {
        lock (ValidValues) ValidValues.Add(value);
        return Create<T2>(value);
    }

    // Classes of constants share the list, and several may come to life on several threads at once.
    internal static bool IsListed(T value)
    {
        lock (ValidValues) return ValidValues.Contains(value);
    }

    protected static T2 Create<T2>(T value) where T2 : ConstantsBase<T>, new()
    {
        var constant = new T2();
        if (!constant.ValueExistsInList(value)) throw new ArgumentOutOfRangeException(nameof(value), value, null);
        constant.Value = value;
        return constant;
    }

    protected abstract bool ValueExistsInList(T value);
}
