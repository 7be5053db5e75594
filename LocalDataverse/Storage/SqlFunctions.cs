using System;
using System.Text;
using Smarketing.LocalDataverse.Storage.Codecs;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Smarketing.LocalDataverse.Storage;

/// <summary>What SQLite lacks of the platform's text comparison; its own NOCASE and LIKE know ASCII letters only.</summary>
internal static class SqlFunctions
{
    /// <summary>Name of the collation every text column has.</summary>
    public const string Collation = "DATAVERSE";

    /// <summary>Name of the function <c>like(text, pattern)</c>; null when the text is null.</summary>
    public const string Like = "dataverse_like";

    /// <summary>Name of the function <c>local(text, zone)</c>: a stored instant as clocks show it in a time zone; null when the text is null.</summary>
    public const string Local = "dataverse_local";

    /// <summary>Makes collation and functions known to a connection.</summary>
    public static void Register(SqliteDatabase database, sqlite3 handle)
    {
        database.Check(
            sqlite3__create_collation_utf8(handle, Collation, null, (_, a, b) => DataverseText.Compare(a, b)),
            Collation);

        // One query asks for the same few patterns row after row.
        var patterns = new (byte[] Text, LikePattern Pattern)[8];
        var oldest = 0;
        database.Check(
            sqlite3_create_function(handle, Like, 2, SQLITE_DETERMINISTIC, null, (context, _, arguments) =>
            {
                if (sqlite3_value_type(arguments[0]) == SQLITE_NULL || sqlite3_value_type(arguments[1]) == SQLITE_NULL)
                {
                    sqlite3_result_null(context);
                    return;
                }

                var like = PatternOf(sqlite3_value_blob(arguments[1]));
                sqlite3_result_int(context, like.Matches(Encoding.UTF8.GetString(sqlite3_value_blob(arguments[0]))) ? 1 : 0);
            }),
            Like);

        var zone = TimeZoneInfo.Utc;
        database.Check(
            sqlite3_create_function(handle, Local, 2, SQLITE_DETERMINISTIC, null, (context, _, arguments) =>
            {
                if (sqlite3_value_type(arguments[0]) == SQLITE_NULL)
                {
                    sqlite3_result_null(context);
                    return;
                }

                // One query asks for the same zone row after row.
                var id = Encoding.UTF8.GetString(sqlite3_value_blob(arguments[1]));
                if (!string.Equals(id, zone.Id, StringComparison.Ordinal))
                    zone = TimeZoneInfo.FindSystemTimeZoneById(id);
                var instant = DateTimeCodec.Parse(Encoding.UTF8.GetString(sqlite3_value_blob(arguments[0])));
                sqlite3_result_text(context, DateTimeCodec.Text(TimeZoneInfo.ConvertTimeFromUtc(instant, zone)));
            }),
            Local);

        LikePattern PatternOf(ReadOnlySpan<byte> text)
        {
            foreach (var (known, pattern) in patterns)
            {
                if (known is not null && text.SequenceEqual(known))
                    return pattern;
            }

            var added = new LikePattern(Encoding.UTF8.GetString(text));
            patterns[oldest] = (text.ToArray(), added);
            oldest = (oldest + 1) % patterns.Length;
            return added;
        }
    }
}
