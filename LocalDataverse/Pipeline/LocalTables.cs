using System.Collections.Generic;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>Tables this stand-in needs beyond the standard ones that carry data: its own, and those of the platform that only imports fill.</summary>
internal static class LocalTables
{
    /// <summary>Holds the solution zips as they were imported, so that a database opened again is whole.</summary>
    public const string Packages = "localsolutionpackage";

    public static void AddTo(MetadataCatalog catalog)
    {
        StandardTables.IntersectTables.AddTo(catalog);
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
                Column("holding", ColumnType.Boolean),
            ],
        });
        catalog.Add(new TableDefinition
        {
            LogicalName = "importjob",
            SchemaName = "ImportJob",
            EntitySetName = "importjobs",
            ObjectTypeCode = 9507,
            DisplayName = LocalizedText.English("Import Job"),
            DisplayCollectionName = LocalizedText.English("Import Jobs"),
            PrimaryId = "importjobid",
            PrimaryName = "solutionname",
            Ownership = TableOwnership.OrganizationOwned,
            Columns =
            [
                .. Signed("importjobid"),
                Text("solutionname", "SolutionName", 256),
                Text("name", "Name", 256),
                Column("data", ColumnType.Memo) with { SchemaName = "Data" },
                Column("progress", ColumnType.Double) with { SchemaName = "Progress", MinValue = 0, MaxValue = 100 },
                Column("startedon", ColumnType.DateTime) with { SchemaName = "StartedOn", Format = "DateAndTime" },
                Column("completedon", ColumnType.DateTime) with { SchemaName = "CompletedOn", Format = "DateAndTime" },
                Column("solutionid", ColumnType.Uniqueidentifier) with { SchemaName = "SolutionId" },
                Text("operationcontext", "OperationContext", 100),
                Column("organizationid", ColumnType.Lookup) with { SchemaName = "OrganizationId", Targets = ["organization"], IsValidForCreate = false, IsValidForUpdate = false },
            ],
        });
        catalog.Add(new TableDefinition
        {
            LogicalName = "connectionreference",
            SchemaName = "connectionreference",
            EntitySetName = "connectionreferences",
            DisplayName = LocalizedText.English("Connection Reference"),
            DisplayCollectionName = LocalizedText.English("Connection References"),
            PrimaryId = "connectionreferenceid",
            PrimaryName = "connectionreferencedisplayname",
            Ownership = TableOwnership.UserOwned,
            Columns =
            [
                .. Signed("connectionreferenceid"),
                Text("connectionreferencedisplayname", "connectionreferencedisplayname", 100),
                Text("connectionreferencelogicalname", "connectionreferencelogicalname", 100),
                Text("connectorid", "connectorid", 2000),
                Text("connectionid", "connectionid", 2000),
                Column("description", ColumnType.Memo) with { MaxLength = 2000 },
                Column("ismanaged", ColumnType.Boolean) with { IsValidForCreate = false, IsValidForUpdate = false },
                Column("solutionid", ColumnType.Uniqueidentifier) with { IsValidForCreate = false, IsValidForUpdate = false },
                Column("ownerid", ColumnType.Owner) with { SchemaName = "OwnerId", Targets = ["systemuser", "team"], RequiredLevel = RequiredLevel.SystemRequired },
                Column("owningbusinessunit", ColumnType.Lookup) with { SchemaName = "OwningBusinessUnit", Targets = ["businessunit"], IsValidForCreate = false, IsValidForUpdate = false },
                Column("owninguser", ColumnType.Lookup) with { SchemaName = "OwningUser", Targets = ["systemuser"], IsValidForCreate = false, IsValidForUpdate = false },
                Column("owningteam", ColumnType.Lookup) with { SchemaName = "OwningTeam", Targets = ["team"], IsValidForCreate = false, IsValidForUpdate = false },
                Column("statecode", ColumnType.State) with
                {
                    IsValidForCreate = false,
                    Options = [new OptionDefinition { Value = 0, Label = LocalizedText.English("Active"), InvariantName = "Active", DefaultStatus = 1 }, new OptionDefinition { Value = 1, Label = LocalizedText.English("Inactive"), InvariantName = "Inactive", DefaultStatus = 2 }],
                },
                Column("statuscode", ColumnType.Status) with
                {
                    Options = [new OptionDefinition { Value = 1, Label = LocalizedText.English("Active"), State = 0 }, new OptionDefinition { Value = 2, Label = LocalizedText.English("Inactive"), State = 1 }],
                },
            ],
        });
    }

    // The id, the row version, and who made and changed the row.
    private static IEnumerable<ColumnDefinition> Signed(string primaryId)
    {
        yield return Column(primaryId, ColumnType.Uniqueidentifier) with { RequiredLevel = RequiredLevel.SystemRequired, IsValidForUpdate = false };
        yield return Column("versionnumber", ColumnType.BigInt) with { SchemaName = "VersionNumber", IsValidForCreate = false, IsValidForUpdate = false };
        foreach (var (name, schema) in ((string, string)[])[("createdon", "CreatedOn"), ("modifiedon", "ModifiedOn")])
        {
            yield return Column(name, ColumnType.DateTime) with { SchemaName = schema, Format = "DateAndTime", IsValidForCreate = false, IsValidForUpdate = false };
        }

        foreach (var (name, schema) in ((string, string)[])[("createdby", "CreatedBy"), ("modifiedby", "ModifiedBy")])
        {
            yield return Column(name, ColumnType.Lookup) with { SchemaName = schema, Targets = ["systemuser"], IsValidForCreate = false, IsValidForUpdate = false };
        }
    }

    private static ColumnDefinition Text(string name, string schemaName, int most) => Column(name, ColumnType.String) with { SchemaName = schemaName, MaxLength = most };

    private static ColumnDefinition Column(string name, ColumnType type) => new() { LogicalName = name, SchemaName = name, Type = type };
}
