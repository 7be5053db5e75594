using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Steps;

/// <summary>
/// Says, as a sentence beside the step class, when the platform calls it:
/// <c>On.Update(table).Filtering(columns).PreOperation().Order(10).WithPreImage()</c>.
/// The sentence is finished by naming the stage; without one it is refused when it is read.
/// </summary>
public sealed class On
{
    private static readonly IReadOnlyList<string> NoColumns = Array.AsReadOnly(Array.Empty<string>());

    private readonly string message;
    private readonly string? table;
    private int? stage;
    private bool isAsync;
    private int order = 1;
    private IReadOnlyList<string> filteringColumns = NoColumns;
    private ImageRegistration? preImage;
    private ImageRegistration? postImage;
    private string description = string.Empty;

    private On(string message, string? table)
    {
        this.message = message;
        this.table = table;
    }

    /// <summary>A row of <paramref name="table"/> is created.</summary>
    public static On Create(string table) => new("Create", table);

    /// <summary>A row of <paramref name="table"/> is updated; narrow it with <see cref="Filtering"/>.</summary>
    public static On Update(string table) => new("Update", table);

    /// <summary>A row of <paramref name="table"/> is deleted.</summary>
    public static On Delete(string table) => new("Delete", table);

    /// <summary>Any other message, bound to a table or to none.</summary>
    public static On Message(string message, string? table = null) => new(message, table);

    /// <summary>Stage 10: before the transaction.</summary>
    public On PreValidation() => At(10);

    /// <summary>Stage 20: inside the transaction, before the row is written; what is set on the Target is stored.</summary>
    public On PreOperation() => At(20);

    /// <summary>Stage 40: after the row is written, inside the transaction unless <see cref="Async"/>.</summary>
    public On PostOperation() => At(40);

    /// <summary>Runs after the transaction, in its own, and may be retried: only for effects that are safe to repeat.</summary>
    public On Async()
    {
        isAsync = true;
        return this;
    }

    /// <summary>Place among the steps of the same message and stage; lower runs first.</summary>
    public On Order(int order)
    {
        this.order = order;
        return this;
    }

    /// <summary>An update calls the step only when it carries at least one of these columns.</summary>
    public On Filtering(params string[] columns)
    {
        filteringColumns = Array.AsReadOnly((string[])columns.Clone());
        return this;
    }

    /// <summary>The row as it was before; no columns means all of them.</summary>
    public On WithPreImage(params string[] columns)
    {
        preImage = new ImageRegistration(ImageRegistration.Pre, columns);
        return this;
    }

    /// <summary>The row as it is after; no columns means all of them.</summary>
    public On WithPostImage(params string[] columns)
    {
        postImage = new ImageRegistration(ImageRegistration.Post, columns);
        return this;
    }

    /// <summary>What the step is there for, in English, as an administrator reads it in the list of steps.</summary>
    public On InOrderTo(string purpose)
    {
        description = purpose;
        return this;
    }

    /// <summary>Ends the sentence.</summary>
    /// <exception cref="InvalidOperationException">The sentence contradicts what the platform can do.</exception>
    public StepRegistration ToStepRegistration()
    {
        if (stage is null)
            throw Wrong("names no stage; add PreValidation(), PreOperation() or PostOperation()");
        if (isAsync && stage != 40)
            throw Wrong("is asynchronous before the operation; only PostOperation() can be");
        if (filteringColumns.Count > 0 && message != "Update")
            throw Wrong("filters columns; only an Update can");
        if (preImage is not null && message == "Create")
            throw Wrong("asks how the row was before it was created; leave out WithPreImage()");
        if (postImage is not null && message == "Delete")
            throw Wrong("asks how the row is after it was deleted; leave out WithPostImage()");
        if (postImage is not null && stage != 40)
            throw Wrong("asks how the row is before it is written; only PostOperation() has a post-image");
        return new StepRegistration(
            message, table, stage.Value, isAsync, order, filteringColumns, preImage, postImage, description);
    }

    /// <inheritdoc cref="ToStepRegistration"/>
    public static implicit operator StepRegistration(On sentence)
    {
        if (sentence is null)
            throw new ArgumentNullException(nameof(sentence));
        return sentence.ToStepRegistration();
    }

    private On At(int stage)
    {
        this.stage = stage;
        return this;
    }

    private InvalidOperationException Wrong(string what) =>
        new("The step on " + message + " of " + (table ?? "any table") + " " + what + ".");
}
