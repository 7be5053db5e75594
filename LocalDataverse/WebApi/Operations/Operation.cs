using System.Collections.Generic;

namespace Smarketing.LocalDataverse.WebApi.Operations;

/// <summary>What a parameter or a result of an operation is, in JSON and in the organisation service.</summary>
internal enum ValueKind
{
    Boolean,
    Integer,
    Long,
    Decimal,
    Double,
    Text,
    Id,
    Moment,
    Money,

    /// <summary>A number that travels as an option set value.</summary>
    Choice,

    /// <summary>Bytes, in base64.</summary>
    Binary,
    Texts,
    Ids,

    /// <summary>A row with its values.</summary>
    Row,
    Rows,

    /// <summary>A row by its address.</summary>
    Reference,
    References,

    /// <summary>Rows by their addresses, which the message takes as bare ids.</summary>
    MemberIds,

    /// <summary>Rights, by their names in one text.</summary>
    Rights,

    /// <summary>A user or team with rights.</summary>
    PrincipalAccess,
    PrincipalAccesses,

    /// <summary>Privileges with the depth a role gives them.</summary>
    RolePrivileges,
}

/// <summary>What an operation belongs to.</summary>
internal enum OperationBinding
{
    /// <summary>Nothing: <c>/WhoAmI</c>.</summary>
    None,

    /// <summary>A row: <c>/leads(id)/Microsoft.Dynamics.CRM.QualifyLead</c>.</summary>
    Row,

    /// <summary>A table: <c>/leads/Microsoft.Dynamics.CRM.CreateMultiple</c>.</summary>
    Table,
}

/// <summary>A parameter or result.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Kind">What it is.</param>
/// <param name="IsOptional">Whether it may be missing.</param>
/// <param name="MessageName">Its name in the message, where it differs.</param>
/// <param name="Table">A row: the table it is of, when it does not say so itself.</param>
internal sealed record OperationValue(string Name, ValueKind Kind, bool IsOptional = false, string? MessageName = null, string? Table = null)
{
    public string InMessage => MessageName ?? Name;
}

/// <summary>What an operation answers with.</summary>
internal enum OperationAnswer
{
    /// <summary>Nothing: 204.</summary>
    None,

    /// <summary>An object with the results.</summary>
    Object,

    /// <summary>The one result, which is a row.</summary>
    Row,

    /// <summary>The one result, which is a list of rows.</summary>
    Rows,
}

/// <summary>An action or a function: how a message looks over the Web API.</summary>
internal sealed record Operation
{
    /// <summary>The name of the message.</summary>
    public required string Name { get; init; }

    /// <summary>Called with GET, changes nothing.</summary>
    public bool IsFunction { get; init; }

    public OperationBinding Binding { get; init; }

    /// <summary>The table it is bound to; null is any.</summary>
    public string? Table { get; init; }

    /// <summary>Bound to a row: the parameter of the message that is the row.</summary>
    public string RowParameter { get; init; } = "Target";

    /// <summary>Bound to a row: whether that parameter is the bare id.</summary>
    public bool RowIsId { get; init; }

    public IReadOnlyList<OperationValue> Parameters { get; init; } = [];

    public IReadOnlyList<OperationValue> Results { get; init; } = [];

    public OperationAnswer Answer { get; init; } = OperationAnswer.None;
}
