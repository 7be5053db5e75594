using System.Collections.Generic;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Query.Tree;

namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>Operators that go together.</summary>
internal interface IOperatorFamily
{
    /// <summary>The operators it writes.</summary>
    IReadOnlyCollection<ConditionOperator> Operators { get; }

    /// <summary>Writes the condition as an SQL expression that is true for the rows it keeps.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The column or a value does not fit the operator.</exception>
    void Write(ConditionNode condition, SqlText sql, QueryMoment moment);
}
