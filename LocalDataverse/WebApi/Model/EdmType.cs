using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.WebApi.Model;

/// <summary>The OData type of a column's property.</summary>
internal static class EdmType
{
    public static string Of(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Boolean => "Edm.Boolean",
        ColumnType.Integer or ColumnType.Picklist or ColumnType.State or ColumnType.Status => "Edm.Int32",
        ColumnType.BigInt => "Edm.Int64",
        ColumnType.Decimal or ColumnType.Money => "Edm.Decimal",
        ColumnType.Double => "Edm.Double",
        ColumnType.DateTime when column.DateTimeBehavior == DateTimeBehavior.DateOnly => "Edm.Date",
        ColumnType.DateTime => "Edm.DateTimeOffset",
        ColumnType.Lookup or ColumnType.Customer or ColumnType.Owner or ColumnType.Uniqueidentifier => "Edm.Guid",
        ColumnType.Image => "Edm.Binary",
        _ => "Edm.String",
    };
}
