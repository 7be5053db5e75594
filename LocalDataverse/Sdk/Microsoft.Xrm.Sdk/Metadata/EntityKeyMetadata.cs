using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

[DataContract(Name = "EntityKeyMetadata", Namespace = "http://schemas.microsoft.com/xrm/7.1/Metadata")]
public sealed class EntityKeyMetadata : MetadataBase
{
    public EntityKeyMetadata()
    {
    }

    [DataMember]
    public EntityReference AsyncJob { get; internal set; }

    [DataMember]
    public Label DisplayName { get; set; }

    [DataMember]
    public EntityKeyIndexStatus EntityKeyIndexStatus { get; internal set; }

    [DataMember]
    public string EntityLogicalName { get; internal set; }

    [DataMember]
    public string IntroducedVersion { get; internal set; }

    [DataMember]
    public BooleanManagedProperty IsCustomizable { get; internal set; }

    [DataMember]
    public bool? IsExportKey { get; internal set; }

    [DataMember]
    public bool? IsManaged { get; internal set; }

    [DataMember]
    public bool? IsSecondaryKey { get; set; }

    [DataMember]
    public bool? IsSynchronous { get; internal set; }

    [DataMember]
    public string[] KeyAttributes { get; set; }

    [DataMember]
    public string LogicalName { get; set; }

    [DataMember]
    public string SchemaName { get; set; }
}
