using System;
using Smarketing.LocalDataverse.Storage;
using Smarketing.LocalDataverse.Storage.Codecs;

namespace Smarketing.LocalDataverse.Query.Sql;

/// <summary>Which columns hold values that mean the same thing.</summary>
internal static class ColumnKind
{
    /// <summary>True when a link may tie the two together: numbers of options count as whole numbers.</summary>
    public static bool CanJoin(StoredColumn a, StoredColumn b) => Scale(a) == Scale(b) && Number(Of(a)) == Number(Of(b));

    /// <summary>True when a condition may compare the two.</summary>
    public static bool CanCompare(StoredColumn a, StoredColumn b) => Of(a) == Of(b);

    /// <summary>Places after the point that are stored; 0 for all but decimals.</summary>
    public static int Scale(StoredColumn column) => column.Codec is DecimalCodec codec ? codec.Scale : 0;

    private static Type Of(StoredColumn column) => column.Codec switch
    {
        IdCodec or ReferenceCodec => typeof(IdCodec),
        IntegerCodec or BigIntCodec => typeof(IntegerCodec),
        var codec => codec.GetType(),
    };

    private static Type Number(Type kind) => kind == typeof(ChoiceCodec) ? typeof(IntegerCodec) : kind;
}
