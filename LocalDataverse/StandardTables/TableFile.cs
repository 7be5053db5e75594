using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.StandardTables;

/// <summary>
/// One table as text. Each line is a word that says what it defines, then names in fixed places, then <c>key=value</c> pairs
/// and flags; labels stand in double quotes, with <c>\"</c> and <c>\\</c> for those two characters.
/// </summary>
/// <example>
/// <code>
/// table lead Lead "Lead" "Leads" set=leads code=4 id=leadid name=fullname owned=UserOwned
/// column subject Subject String "Topic" max=300 format=Text required=ApplicationRequired
/// column leadqualitycode LeadQualityCode Picklist "Rating"
///   option 1 "Hot"
/// manytoone lead_parent_contact parentcontactid contact delete=RemoveLink
/// </code>
/// </example>
internal sealed class TableFile
{
    private readonly List<ColumnDefinition> columns = [];
    private readonly List<RelationshipDefinition> manyToOne = [];
    private readonly List<ManyToManyDefinition> manyToMany = [];
    private readonly List<PrivilegeDefinition> privileges = [];
    private readonly List<OptionDefinition> options = [];
    private IReadOnlyList<string> messages = [];
    private TableDefinition? table;

    private TableFile()
    {
    }

    /// <summary>The table.</summary>
    public TableDefinition Table => table!;

    /// <summary>The many-to-many relationships written in its file.</summary>
    public IReadOnlyList<ManyToManyDefinition> ManyToMany => manyToMany;

    /// <summary>Reads one file.</summary>
    /// <exception cref="FormatException">A line cannot be read; the message names file and line.</exception>
    public static TableFile Read(string fileName, TextReader reader)
    {
        var file = new TableFile();
        var number = 0;
        while (reader.ReadLine() is { } text)
        {
            number++;
            try
            {
                if (!string.IsNullOrWhiteSpace(text))
                    file.Take(new TableLine(text));
            }
            catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
            {
                throw new FormatException($"{fileName}, line {number.ToString(CultureInfo.InvariantCulture)}: {e.Message}", e);
            }
        }

        file.EndColumn();
        if (file.table is null)
            throw new FormatException($"{fileName}: the line 'table …' is missing.");
        file.table = file.table with
        {
            Columns = file.columns,
            ManyToOne = file.manyToOne,
            Privileges = file.privileges,
            Messages = file.messages,
        };
        return file;
    }

    private void Take(TableLine line)
    {
        var word = line.Word();
        if (!string.Equals(word, "option", StringComparison.Ordinal))
            EndColumn();
        switch (word)
        {
            case "table": TakeTable(line); break;
            case "messages": messages = line.Rest(); break;
            case "column": TakeColumn(line); break;
            case "option": TakeOption(line); break;
            case "manytoone": TakeManyToOne(line); break;
            case "manytomany":
                manyToMany.Add(new ManyToManyDefinition
                {
                    SchemaName = line.Word(),
                    IntersectTable = line.Word(),
                    Table1 = line.Word(),
                    Column1 = line.Word(),
                    Table2 = line.Word(),
                    Column2 = line.Word(),
                });
                break;
            case "privilege":
                privileges.Add(new PrivilegeDefinition { Name = line.Word(), Access = line.Word(), Depths = line.Rest().SelectMany(d => d.Split(',')).ToArray() });
                break;
            default: throw new FormatException($"'{word}' is no kind of line. Use table, messages, column, option, manytoone, manytomany or privilege.");
        }
    }

    private void TakeTable(TableLine line) => table = new TableDefinition
    {
        LogicalName = line.Word(),
        SchemaName = line.Word(),
        DisplayName = LocalizedText.English(line.Word()),
        DisplayCollectionName = LocalizedText.English(line.Word()),
        EntitySetName = line.Value("set") ?? "",
        ObjectTypeCode = line.Number("code") ?? 0,
        PrimaryId = line.Value("id") ?? throw new FormatException("id= is missing."),
        PrimaryName = line.Value("name"),
        Ownership = Enum.Parse<TableOwnership>(line.Value("owned") ?? "None"),
        IsActivity = line.Has("activity"),
        Columns = [],
    };

    private void TakeColumn(TableLine line) => columns.Add(new ColumnDefinition
    {
        LogicalName = line.Word(),
        SchemaName = line.Word(),
        Type = Enum.Parse<ColumnType>(line.Word()),
        DisplayName = LocalizedText.English(line.Word()),
        MaxLength = line.Number("max"),
        MinValue = line.Decimal("from"),
        MaxValue = line.Decimal("to"),
        Precision = line.Number("places") ?? 0,
        PrecisionSource = line.Number("placesfrom") ?? 0,
        Format = line.Value("format"),
        DateTimeBehavior = Enum.Parse<DateTimeBehavior>(line.Value("behavior") ?? nameof(DateTimeBehavior.UserLocal)),
        Targets = line.Value("targets")?.Split(',') ?? [],
        AttributeOf = line.Value("of"),
        RequiredLevel = Enum.Parse<RequiredLevel>(line.Value("required") ?? nameof(RequiredLevel.None)),
        DefaultValue = line.Number("default"),
        IsValidForCreate = !line.Has("nocreate"),
        IsValidForUpdate = !line.Has("noupdate"),
        IsValidForRead = !line.Has("noread"),
        IsSecured = line.Has("secured"),
    });

    private void TakeOption(TableLine line) => options.Add(new OptionDefinition
    {
        Value = int.Parse(line.Word(), CultureInfo.InvariantCulture),
        Label = LocalizedText.English(line.Word()),
        State = line.Number("state"),
        DefaultStatus = line.Number("status"),
        InvariantName = line.Value("name"),
    });

    private void TakeManyToOne(TableLine line) => manyToOne.Add(new RelationshipDefinition
    {
        ReferencingTable = table?.LogicalName ?? throw new FormatException("'table' comes first."),
        SchemaName = line.Word(),
        ReferencingColumn = line.Word(),
        ReferencedTable = line.Word(),
        Delete = Cascade(line, "delete"),
        Assign = Cascade(line, "assign"),
        Merge = Cascade(line, "merge"),
        Reparent = Cascade(line, "reparent"),
        Share = Cascade(line, "share"),
        Unshare = Cascade(line, "unshare"),
        IsHierarchical = line.Has("hierarchical"),
    });

    private void EndColumn()
    {
        if (options.Count == 0)
            return;
        if (columns.Count == 0)
            throw new FormatException("An option needs a column above it.");
        columns[^1] = columns[^1] with { Options = options.ToArray() };
        options.Clear();
    }

    private static CascadeAction Cascade(TableLine line, string key) => Enum.Parse<CascadeAction>(line.Value(key) ?? nameof(CascadeAction.NoCascade));
}
