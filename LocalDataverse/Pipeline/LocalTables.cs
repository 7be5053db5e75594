using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>Tables this stand-in needs beyond the standard ones that carry data.</summary>
internal static class LocalTables
{
    /// <summary>Holds the solution zips as they were imported, so that a database opened again is whole.</summary>
    public const string Packages = "localsolutionpackage";

    public static void AddTo(MetadataCatalog catalog)
    {
        catalog.Add(new TableDefinition
        {
            LogicalName = Packages,
            SchemaName = "LocalSolutionPackage",
            PrimaryId = "localsolutionpackageid",
            Columns =
            [
                Column("localsolutionpackageid", ColumnType.Uniqueidentifier),
                Column("uniquename", ColumnType.String),
                Column("sequence", ColumnType.BigInt),
                Column("hash", ColumnType.String),
                Column("content", ColumnType.Memo),
                Column("importedon", ColumnType.DateTime),
            ],
        });
    }

    private static ColumnDefinition Column(string name, ColumnType type) => new() { LogicalName = name, SchemaName = name, Type = type };
}
