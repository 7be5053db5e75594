namespace Smarketing.LocalDataverse.Metadata;

/// <summary>What kind of value a column holds; the names are those of the platform's attribute types.</summary>
internal enum ColumnType
{
    /// <summary>Two options; the SDK value is <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>Whole number of 32 bits.</summary>
    Integer,

    /// <summary>Whole number of 64 bits.</summary>
    BigInt,

    /// <summary>Exact decimal with <see cref="ColumnDefinition.Precision"/> places.</summary>
    Decimal,

    /// <summary>Binary floating point.</summary>
    Double,

    /// <summary>Amount of money; four places are kept whatever the column shows.</summary>
    Money,

    /// <summary>One line of text.</summary>
    String,

    /// <summary>Text of several lines.</summary>
    Memo,

    /// <summary>Instant or calendar date, see <see cref="DateTimeBehavior"/>.</summary>
    DateTime,

    /// <summary>One option of a choice; the SDK value is an option set value.</summary>
    Picklist,

    /// <summary>Several options of a choice.</summary>
    MultiSelectPicklist,

    /// <summary>The state of a row (statecode).</summary>
    State,

    /// <summary>The status reason of a row (statuscode), which belongs to a state.</summary>
    Status,

    /// <summary>Reference to a row of one of <see cref="ColumnDefinition.Targets"/>.</summary>
    Lookup,

    /// <summary>Reference to an account or a contact.</summary>
    Customer,

    /// <summary>Reference to the user or team that owns the row.</summary>
    Owner,

    /// <summary>Participants of an activity; lives in rows of activityparty, not in a column.</summary>
    PartyList,

    /// <summary>Identifier that is not a lookup, the primary id above all.</summary>
    Uniqueidentifier,

    /// <summary>Logical name of a table, beside a lookup with several targets or on its own.</summary>
    EntityName,

    /// <summary>Managed property of a solution component.</summary>
    ManagedProperty,

    /// <summary>Picture, as bytes.</summary>
    Image,

    /// <summary>File column.</summary>
    File,

    /// <summary>Computed by the platform on reading; not stored.</summary>
    Virtual,
}
