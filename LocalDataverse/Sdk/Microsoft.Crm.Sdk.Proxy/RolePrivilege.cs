using System;
using System.Runtime.Serialization;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class RolePrivilege : IExtensibleDataObject
{
    public RolePrivilege()
    {
    }

    public RolePrivilege(int depth, Guid privilegeId) : this((PrivilegeDepth)depth, privilegeId, Guid.Empty)
    {
    }

    public RolePrivilege(int depth, Guid privilegeId, Guid businessId) : this((PrivilegeDepth)depth, privilegeId, businessId)
    {
    }

    public RolePrivilege(int depth, Guid privilegeId, Guid businessId, string privilegeName) : this((PrivilegeDepth)depth, privilegeId, businessId, privilegeName)
    {
    }

    public RolePrivilege(int depth, Guid privilegeId, Guid businessId, string privilegeName, Guid recordFilterId)
        : this((PrivilegeDepth)depth, privilegeId, businessId, privilegeName, recordFilterId)
    {
    }

    public RolePrivilege(PrivilegeDepth depth, Guid privilegeId, Guid businessId) : this(depth, privilegeId, businessId, null)
    {
    }

    public RolePrivilege(PrivilegeDepth depth, Guid privilegeId, Guid businessId, string privilegeName)
        : this(depth, privilegeId, businessId, privilegeName, Guid.Empty)
    {
    }

    public RolePrivilege(PrivilegeDepth depth, Guid privilegeId, Guid businessId, string privilegeName, Guid recordFilterId)
        : this(depth, privilegeId, businessId, privilegeName, recordFilterId, null)
    {
    }

    public RolePrivilege(PrivilegeDepth depth, Guid privilegeId, Guid businessId, string privilegeName, Guid recordFilterId, string recordFilterUniqueName)
    {
        Depth = depth;
        PrivilegeId = privilegeId;
        BusinessUnitId = businessId;
        PrivilegeName = privilegeName;
        RecordFilterId = recordFilterId;
        RecordFilterUniqueName = recordFilterUniqueName;
    }

    [DataMember]
    public Guid BusinessUnitId { get; set; }

    [DataMember]
    public PrivilegeDepth Depth { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    [DataMember]
    public Guid PrivilegeId { get; set; }

    [DataMember]
    public string PrivilegeName { get; set; }

    [DataMember]
    public Guid RecordFilterId { get; set; }

    [DataMember]
    public string RecordFilterUniqueName { get; set; }
}
