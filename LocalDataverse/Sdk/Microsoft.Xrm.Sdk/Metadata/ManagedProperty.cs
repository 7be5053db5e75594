using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk;

[DataContract(Name = "ManagedProperty{0}", Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public abstract class ManagedProperty<T> : IExtensibleDataObject
{
    protected ManagedProperty()
    {
        CanBeChanged = true;
    }

    protected ManagedProperty(string managedPropertyLogicalName) : this()
    {
        ManagedPropertyLogicalName = managedPropertyLogicalName;
    }

    [DataMember]
    public bool CanBeChanged { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    [DataMember]
    public string ManagedPropertyLogicalName { get; internal set; }

    [DataMember]
    public T Value { get; set; }
}

[DataContract(Name = "BooleanManagedProperty", Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public sealed class BooleanManagedProperty : ManagedProperty<bool>
{
    public BooleanManagedProperty()
    {
    }

    public BooleanManagedProperty(bool value)
    {
        Value = value;
    }
}
