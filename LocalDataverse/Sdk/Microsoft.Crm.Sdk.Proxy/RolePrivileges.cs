using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk;

namespace Microsoft.Crm.Sdk.Messages;

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class AddPrivilegesRoleRequest : OrganizationRequest
{
    public AddPrivilegesRoleRequest() : base("AddPrivilegesRole")
    {
    }

    public RolePrivilege[] Privileges
    {
        get => Parameters.Read<RolePrivilege[]>("Privileges");
        set => Parameters["Privileges"] = value;
    }

    public Guid RoleId
    {
        get => Parameters.Read<Guid>("RoleId");
        set => Parameters["RoleId"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class AddPrivilegesRoleResponse : OrganizationResponse
{
    public AddPrivilegesRoleResponse()
    {
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class ReplacePrivilegesRoleRequest : OrganizationRequest
{
    public ReplacePrivilegesRoleRequest() : base("ReplacePrivilegesRole")
    {
    }

    public RolePrivilege[] Privileges
    {
        get => Parameters.Read<RolePrivilege[]>("Privileges");
        set => Parameters["Privileges"] = value;
    }

    public Guid RoleId
    {
        get => Parameters.Read<Guid>("RoleId");
        set => Parameters["RoleId"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class ReplacePrivilegesRoleResponse : OrganizationResponse
{
    public ReplacePrivilegesRoleResponse()
    {
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class RemovePrivilegeRoleRequest : OrganizationRequest
{
    public RemovePrivilegeRoleRequest() : base("RemovePrivilegeRole")
    {
    }

    public Guid PrivilegeId
    {
        get => Parameters.Read<Guid>("PrivilegeId");
        set => Parameters["PrivilegeId"] = value;
    }

    public Guid RoleId
    {
        get => Parameters.Read<Guid>("RoleId");
        set => Parameters["RoleId"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class RemovePrivilegeRoleResponse : OrganizationResponse
{
    public RemovePrivilegeRoleResponse()
    {
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class RetrieveRolePrivilegesRoleRequest : OrganizationRequest
{
    public RetrieveRolePrivilegesRoleRequest() : base("RetrieveRolePrivilegesRole")
    {
    }

    public Guid RoleId
    {
        get => Parameters.Read<Guid>("RoleId");
        set => Parameters["RoleId"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class RetrieveRolePrivilegesRoleResponse : OrganizationResponse
{
    public RetrieveRolePrivilegesRoleResponse()
    {
    }

    public RolePrivilege[] RolePrivileges => Results.Read<RolePrivilege[]>("RolePrivileges");
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class RetrieveUserPrivilegesRequest : OrganizationRequest
{
    public RetrieveUserPrivilegesRequest() : base("RetrieveUserPrivileges")
    {
    }

    public Guid UserId
    {
        get => Parameters.Read<Guid>("UserId");
        set => Parameters["UserId"] = value;
    }
}

[DataContract(Namespace = "http://schemas.microsoft.com/crm/2011/Contracts")]
public sealed class RetrieveUserPrivilegesResponse : OrganizationResponse
{
    public RetrieveUserPrivilegesResponse()
    {
    }

    public RolePrivilege[] RolePrivileges => Results.Read<RolePrivilege[]>("RolePrivileges");
}
