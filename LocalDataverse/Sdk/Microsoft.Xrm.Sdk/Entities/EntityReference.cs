using System;
using System.Linq;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

[DataContract(Name = "EntityReference", Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public sealed class EntityReference : IExtensibleDataObject
{
    private KeyAttributeCollection keyAttributes;

    public EntityReference()
    {
    }

    public EntityReference(string logicalName)
    {
        LogicalName = logicalName;
    }

    public EntityReference(string logicalName, Guid id) : this(logicalName)
    {
        Id = id;
    }

    public EntityReference(string logicalName, string keyName, object keyValue) : this(logicalName)
    {
        KeyAttributes.Add(keyName, keyValue);
    }

    public EntityReference(string logicalName, KeyAttributeCollection keyAttributeCollection) : this(logicalName)
    {
        keyAttributes = keyAttributeCollection;
    }

    public ExtensionDataObject ExtensionData { get; set; }

    [DataMember]
    public Guid Id { get; set; }

    [DataMember]
    public KeyAttributeCollection KeyAttributes
    {
        get => keyAttributes ??= new KeyAttributeCollection();
        set => keyAttributes = value;
    }

    [DataMember]
    public string LogicalName { get; set; }

    [DataMember]
    public string Name { get; set; }

    [DataMember]
    public string RowVersion { get; set; }

    // The name is for show and the row version is for writing: neither says which record is meant.
    public override bool Equals(object obj) =>
        obj is EntityReference other
        && string.Equals(LogicalName, other.LogicalName, StringComparison.Ordinal)
        && Id == other.Id
        && SameKey(other);

    public override int GetHashCode() => (LogicalName == null ? 0 : StringComparer.Ordinal.GetHashCode(LogicalName)) ^ Id.GetHashCode();

    private bool SameKey(EntityReference other)
    {
        var mine = keyAttributes?.Count ?? 0;
        if (mine != (other.keyAttributes?.Count ?? 0)) return false;
        return mine == 0 || keyAttributes.All(part => other.keyAttributes.TryGetValue(part.Key, out var value) && Equals(part.Value, value));
    }
}
