using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Import;

/// <summary>Reads tables and the relationships between them.</summary>
internal sealed class TableReader(XElement root, string file, MetadataCatalog catalog, ColumnReader columns)
{
    private const int MostKeyColumns = 16;

    private readonly Dictionary<string, TableDefinition> _tables = new(StringComparer.Ordinal);
    private readonly List<ManyToManyDefinition> _manyToMany = [];

    public IReadOnlyList<TableDefinition> Tables => [.. _tables.Values];

    public IReadOnlyList<ManyToManyDefinition> ManyToMany => _manyToMany;

    public void Read()
    {
        foreach (var entity in root.Items("Entities", "Entity"))
        {
            var table = Table(entity);
            if (!_tables.TryAdd(table.LogicalName, table))
            {
                throw XmlReading.Wrong(entity, file, $"The table '{table.LogicalName}' is written twice. Keep one.");
            }
        }

        foreach (var relationship in root.Items("EntityRelationships", "EntityRelationship"))
        {
            Relationship(relationship);
        }

        foreach (var table in _tables.Values)
        {
            CheckLookups(table);
        }
    }

    private TableDefinition Table(XElement entity)
    {
        var name = entity.Required("Name", file);
        var info = entity.Element("EntityInfo")?.Element("entity")
            ?? throw XmlReading.Wrong(entity, file, $"The table '{name}' has no <EntityInfo><entity>. Export it again.");
        var logicalName = name.ToLowerInvariant();
        var attributes = info.Items("attributes", "attribute").ToList();
        var read = new List<ColumnDefinition>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        string? primaryId = null;
        string? primaryName = null;
        foreach (var attribute in attributes)
        {
            var column = columns.Read(attribute, logicalName);
            if (!names.Add(column.LogicalName))
            {
                throw XmlReading.Wrong(attribute, file, $"The column '{column.LogicalName}' of '{logicalName}' is written twice. Keep one.");
            }

            if (catalog.TryTable(logicalName, out var existing) && existing.TryColumn(column.LogicalName, out var former) && former.Type != column.Type)
            {
                throw XmlReading.Wrong(attribute, file,
                    $"The column '{column.LogicalName}' of '{logicalName}' is {column.Type}, but the organisation has it as {former.Type}. A column keeps its type: give the new one another name.");
            }

            read.Add(column);
            if (string.Equals(attribute.Text("Type"), "primarykey", StringComparison.Ordinal))
            {
                primaryId = column.LogicalName;
            }

            if ((attribute.Text("DisplayMask") ?? string.Empty).Split('|').Contains("PrimaryName", StringComparer.Ordinal))
            {
                primaryName = column.LogicalName;
            }
        }

        var keys = Keys(info, logicalName, read);
        if (catalog.TryTable(logicalName, out var known) && primaryId is null)
        {
            return known with
            {
                Columns = read,
                Keys = keys,
                ManyToOne = [],
                DisplayName = info.Labels("LocalizedNames"),
                DisplayCollectionName = info.Labels("LocalizedCollectionNames"),
                Description = info.Labels("Descriptions"),
            };
        }

        if (primaryId is null)
        {
            throw XmlReading.Wrong(entity, file,
                $"The table '{logicalName}' is neither known nor described: it has no column of type primarykey. Import the solution that owns it first, or add all its columns.");
        }

        if (primaryName is null || read.Find(c => string.Equals(c.LogicalName, primaryName, StringComparison.Ordinal))!.Type != ColumnType.String)
        {
            throw XmlReading.Wrong(entity, file,
                $"The table '{logicalName}' has no primary name: one column of type nvarchar must have 'PrimaryName' in its <DisplayMask>.");
        }

        // The row version is never exported, yet every table has one.
        if (names.Add("versionnumber"))
        {
            read.Add(new ColumnDefinition { LogicalName = "versionnumber", SchemaName = "VersionNumber", Type = ColumnType.BigInt, IsValidForCreate = false, IsValidForUpdate = false });
        }

        var schemaName = info.Attribute("Name")?.Value ?? name;
        var isActivity = info.Flag("IsActivity", absent: false);
        var ownership = info.Text("OwnershipTypeMask") switch
        {
            "UserOwned" => TableOwnership.UserOwned,
            "OrgOwned" => TableOwnership.OrganizationOwned,
            "BusinessOwned" => TableOwnership.BusinessOwned,
            _ => TableOwnership.None,
        };
        return new TableDefinition
        {
            LogicalName = logicalName,
            SchemaName = schemaName,
            EntitySetName = info.Text("EntitySetName") ?? string.Empty,
            DisplayName = info.Labels("LocalizedNames"),
            DisplayCollectionName = info.Labels("LocalizedCollectionNames"),
            Description = info.Labels("Descriptions"),
            PrimaryId = primaryId,
            PrimaryName = primaryName,
            Ownership = ownership,
            IsActivity = isActivity,
            Privileges = PrivilegeDefinition.OfTable(schemaName, ownership, isActivity),
            EnforcesTransitions = info.Flag("EnforceStateTransitions", absent: false),
            IsCustom = true,
            Columns = read,
            Keys = keys,
        };
    }

    private List<KeyDefinition> Keys(XElement info, string table, List<ColumnDefinition> read)
    {
        var keys = new List<KeyDefinition>();
        foreach (var key in info.Items("EntityKeys", "EntityKey"))
        {
            var name = key.Required("LogicalName", file);
            var parts = key.Items("EntityKeyAttributes", "AttributeName").Select(a => a.Value.Trim()).ToList();
            if (parts.Count == 0)
            {
                throw XmlReading.Wrong(key, file, $"The alternate key '{name}' of '{table}' has no columns. Add <AttributeName>.");
            }

            var missing = parts.Find(p => !read.Exists(c => string.Equals(c.LogicalName, p, StringComparison.Ordinal))
                && !(catalog.TryTable(table, out var known) && known.TryColumn(p, out _)));
            if (missing is not null)
            {
                throw XmlReading.Wrong(key, file, $"The alternate key '{name}' of '{table}' names the column '{missing}', which the table does not have.");
            }

            CheckKey(key, name, table, parts, read);
            keys.Add(new KeyDefinition
            {
                LogicalName = name,
                SchemaName = key.Text("Name") ?? name,
                Columns = parts,
                DisplayName = key.Labels("displaynames"),
            });
        }

        return keys;
    }

    private void CheckKey(XElement key, string name, string table, List<string> parts, List<ColumnDefinition> read)
    {
        if (parts.Count > MostKeyColumns)
        {
            throw XmlReading.Wrong(key, file, $"The alternate key '{name}' of '{table}' has {parts.Count} columns. A key has at most {MostKeyColumns}.");
        }

        foreach (var part in parts)
        {
            var column = read.Find(c => string.Equals(c.LogicalName, part, StringComparison.Ordinal)) ?? catalog.Table(table).Column(part);
            if (column.Type is not (ColumnType.String or ColumnType.Integer or ColumnType.Decimal or ColumnType.DateTime or ColumnType.Lookup or ColumnType.Customer or ColumnType.Picklist))
            {
                throw XmlReading.Wrong(key, file, $"The alternate key '{name}' of '{table}' has the column '{part}', which is {column.Type}. Keys are made of String, Integer, Decimal, DateTime, Lookup and Picklist.");
            }
        }
    }

    private void Relationship(XElement relationship)
    {
        var name = relationship.RequiredAttribute("Name", file);
        switch (relationship.Text("EntityRelationshipType"))
        {
            case "OneToMany":
                OneToMany(relationship, name);
                break;
            case "ManyToMany":
                ManyToManyRelationship(relationship, name);
                break;
            case var type:
                throw XmlReading.Wrong(relationship, file, $"The relationship '{name}' is of the type '{type}'. It is OneToMany or ManyToMany.");
        }
    }

    private void OneToMany(XElement relationship, string name)
    {
        var referencing = relationship.Required("ReferencingEntityName", file).ToLowerInvariant();
        var referenced = relationship.Required("ReferencedEntityName", file).ToLowerInvariant();
        var lookup = relationship.Required("ReferencingAttributeName", file).ToLowerInvariant();

        // 'Owner' is no table of its own: users and teams stand behind it.
        if (string.Equals(referenced, "owner", StringComparison.Ordinal))
        {
            return;
        }

        if (!_tables.TryGetValue(referencing, out var table))
        {
            table = catalog.TryTable(referencing, out var known)
                ? known with { Columns = [], Keys = [], ManyToOne = [] }
                : throw XmlReading.Wrong(relationship, file, $"The relationship '{name}' starts at the table '{referencing}', which is unknown. Add the table to the solution or import its solution first.");
        }

        if (!_tables.ContainsKey(referenced) && !catalog.TryTable(referenced, out _))
        {
            throw XmlReading.Wrong(relationship, file, $"The relationship '{name}' points to the table '{referenced}', which is unknown. Add the table to the solution or import its solution first.");
        }

        if (!table.TryColumn(lookup, out var column))
        {
            column = catalog.TryTable(referencing, out var existing) && existing.TryColumn(lookup, out var present)
                ? present
                : throw XmlReading.Wrong(relationship, file, $"The relationship '{name}' uses the lookup '{lookup}', which '{referencing}' does not have. Add the column.");
        }

        if (!column.Targets.Contains(referenced, StringComparer.Ordinal))
        {
            column = column with { Targets = [.. column.Targets, referenced] };
        }

        var definition = new RelationshipDefinition
        {
            SchemaName = name,
            ReferencingTable = referencing,
            ReferencingColumn = lookup,
            ReferencedTable = referenced,
            Delete = Cascade(relationship, "CascadeDelete"),
            Assign = Cascade(relationship, "CascadeAssign"),
            Merge = Cascade(relationship, "CascadeMerge"),
            Reparent = Cascade(relationship, "CascadeReparent"),
            Share = Cascade(relationship, "CascadeShare"),
            Unshare = Cascade(relationship, "CascadeUnshare"),
            IsHierarchical = relationship.Flag("IsHierarchical", absent: false),
        };
        _tables[referencing] = table.With([column], [], [definition]);
    }

    private void ManyToManyRelationship(XElement relationship, string name)
    {
        var first = relationship.Required("FirstEntityName", file).ToLowerInvariant();
        var second = relationship.Required("SecondEntityName", file).ToLowerInvariant();
        var intersect = relationship.Required("IntersectEntityName", file).ToLowerInvariant();
        var column1 = IdOf(relationship, name, first);
        var column2 = IdOf(relationship, name, second);
        if (string.Equals(column1, column2, StringComparison.Ordinal))
        {
            (column1, column2) = (column1 + "one", column2 + "two");
        }

        _manyToMany.Add(new ManyToManyDefinition
        {
            SchemaName = name,
            IntersectTable = intersect,
            Table1 = first,
            Column1 = column1,
            Table2 = second,
            Column2 = column2,
        });
        _tables.TryAdd(intersect, new TableDefinition
        {
            LogicalName = intersect,
            SchemaName = relationship.Text("IntersectEntityName")!,
            PrimaryId = intersect + "id",
            IsCustom = true,
            Columns =
            [
                new ColumnDefinition { LogicalName = intersect + "id", SchemaName = intersect + "id", Type = ColumnType.Uniqueidentifier },
                new ColumnDefinition { LogicalName = column1, SchemaName = column1, Type = ColumnType.Uniqueidentifier },
                new ColumnDefinition { LogicalName = column2, SchemaName = column2, Type = ColumnType.Uniqueidentifier },
                new ColumnDefinition { LogicalName = "versionnumber", SchemaName = "VersionNumber", Type = ColumnType.BigInt },
            ],
        });
    }

    private string IdOf(XElement relationship, string name, string table) =>
        _tables.TryGetValue(table, out var own) ? own.PrimaryId
        : catalog.TryTable(table, out var known) ? known.PrimaryId
        : throw XmlReading.Wrong(relationship, file, $"The relationship '{name}' links the table '{table}', which is unknown. Import its solution first.");

    private CascadeAction Cascade(XElement relationship, string child) => relationship.Text(child) switch
    {
        null or "NoCascade" => CascadeAction.NoCascade,
        "Cascade" => CascadeAction.Cascade,
        "Active" => CascadeAction.Active,
        "UserOwned" => CascadeAction.UserOwned,
        "RemoveLink" => CascadeAction.RemoveLink,
        "Restrict" => CascadeAction.Restrict,
        var value => throw XmlReading.Wrong(relationship, file,
            $"<{child}> of the relationship '{relationship.Attribute("Name")?.Value}' is '{value}'. It is NoCascade, Cascade, Active, UserOwned, RemoveLink or Restrict."),
    };

    private void CheckLookups(TableDefinition table)
    {
        foreach (var column in table.Columns)
        {
            if (column.Type == ColumnType.Lookup && column.Targets.Count == 0 && column.IsCustom)
            {
                throw new SolutionImportException(
                    $"{file}: The lookup '{column.LogicalName}' of '{table.LogicalName}' has no relationship, so it points nowhere. Add its <EntityRelationship>.");
            }
        }
    }
}
