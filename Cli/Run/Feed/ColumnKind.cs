namespace Smarketing.Cli.Run.Feed;

/// <summary>What a lead column holds.</summary>
public enum ColumnKind
{
    Text,
    Integer,
    Decimal,
    Money,
    Boolean,
    Choice,
    Date,
    Campaign,
}
