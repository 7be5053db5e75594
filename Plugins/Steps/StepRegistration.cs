using System.Collections.Generic;

namespace Smarketing.Crm.Steps;

/// <summary>When the platform calls a step and what it hands over; written with <see cref="On"/>.</summary>
public sealed class StepRegistration
{
    internal StepRegistration(
        string message,
        string? table,
        int stage,
        bool isAsync,
        int order,
        IReadOnlyList<string> filteringColumns,
        ImageRegistration? preImage,
        ImageRegistration? postImage,
        string description)
    {
        Message = message;
        Table = table;
        Stage = stage;
        IsAsync = isAsync;
        Order = order;
        FilteringColumns = filteringColumns;
        PreImage = preImage;
        PostImage = postImage;
        Description = description;
    }

    /// <summary>Create, Update, Delete or another message name.</summary>
    public string Message { get; }

    /// <summary>Logical name of the table; <c>null</c> when the message is bound to none.</summary>
    public string? Table { get; }

    /// <summary>10 before the transaction, 20 before the operation, 40 after it.</summary>
    public int Stage { get; }

    /// <summary>Whether the step runs after the transaction, in its own.</summary>
    public bool IsAsync { get; }

    /// <summary>Place among the steps of the same message and stage; lower runs first.</summary>
    public int Order { get; }

    /// <summary>Columns of which an update must carry at least one; empty means any.</summary>
    public IReadOnlyList<string> FilteringColumns { get; }

    /// <summary>The row as it was before, or <c>null</c>.</summary>
    public ImageRegistration? PreImage { get; }

    /// <summary>The row as it is after, or <c>null</c>.</summary>
    public ImageRegistration? PostImage { get; }

    /// <summary>What the step is there for, in English.</summary>
    public string Description { get; }
}
