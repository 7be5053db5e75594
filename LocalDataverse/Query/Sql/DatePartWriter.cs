using System.Globalization;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Sql;

/// <summary>Writes a part of a date as a number. Dates are kept as text, yyyy-MM-dd HH:mm:ss.</summary>
internal static class DatePartWriter
{
    public static void Write(SqlText sql, DatePart part, AggregateNode figure, QueryMoment moment)
    {
        switch (part)
        {
            case DatePart.Day: Digits(9, 2); break;
            case DatePart.Month: Digits(6, 2); break;
            case DatePart.Quarter:
                sql.Append("(");
                Digits(6, 2);
                sql.Append(" + 2) / 3");
                break;
            case DatePart.Week:
                // Days since the week began that holds 1 January, by sevens.
                sql.Append("(strftime('%j', ");
                Date();
                sql.Append(") - 1 + (strftime('%w', substr(");
                Date();
                sql.Append(", 1, 4) || '-01-01') - ").Value(SqlValue.Of((long)moment.Caller.WeekStart)).Append(" + 7) % 7) / 7 + 1");
                break;
            default: Digits(1, 4); break;
        }

        void Digits(int from, int count)
        {
            sql.Append("CAST(substr(");
            Date();
            sql.Append(string.Create(CultureInfo.InvariantCulture, $", {from}, {count}) AS INTEGER)"));
        }

        void Date()
        {
            var expression = figure.Column.Expression(figure.Table.Sql);
            if (figure.InUserZone && figure.Column.Column.DateTimeBehavior == DateTimeBehavior.UserLocal)
                sql.Append(SqlFunctions.Local).Append("(").Append(expression).Append(", ").Value(SqlValue.Of(moment.Caller.TimeZone.Id)).Append(")");
            else
                sql.Append(expression);
        }
    }
}
