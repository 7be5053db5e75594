using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>The columns a lead has.</summary>
public interface IColumnCatalog
{
    /// <summary>The column of that name, or null when there is none.</summary>
    ColumnShape? Find(string column);
}

/// <summary>What a check must know of a column.</summary>
/// <param name="Kind">The kind of facts it holds; never unknown.</param>
/// <param name="Options">The numbers a choice column can hold; null for other kinds.</param>
public sealed record ColumnShape(FactKind Kind, IReadOnlyCollection<int>? Options = null);
