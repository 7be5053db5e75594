using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>EqualUserLanguage: the language (LCID) the user reads in.</summary>
internal sealed class LanguageOperators : IOperatorFamily
{
    public IReadOnlyCollection<ConditionOperator> Operators { get; } = [ConditionOperator.EqualUserLanguage];

    public void Write(ConditionNode condition, SqlText sql, QueryMoment moment)
    {
        ConditionValue.RequireCount(condition, 0);
        var column = condition.Column.Column;
        if (column.Type != ColumnType.Integer)
            throw Fault.InvalidQuery($"The operator {condition.Operator} needs a whole number that is a language code; '{condition.Table.LogicalName}.{column.LogicalName}' is {column.Type}. Use another operator.");
        sql.Append(condition.Expression).Append(" = ").Value(SqlValue.Of((long)moment.Caller.LanguageCode));
    }
}
