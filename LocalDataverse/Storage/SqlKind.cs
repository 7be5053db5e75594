namespace Smarketing.LocalDataverse.Storage;

/// <summary>The kinds of value a statement takes.</summary>
internal enum SqlKind
{
    Null,
    Integer,
    Real,
    Text,
    Bytes,

    /// <summary>A Guid as 16 bytes, most significant first, so that a dump of the file reads like the Guid.</summary>
    Id,
}
