using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>A fit criterion's operator with its values read, ready to run. One class per operator.</summary>
internal abstract class FitTest
{
    /// <summary>Whether the operator can be asked of a column of that kind.</summary>
    public abstract bool Accepts(FactKind kind);

    /// <summary>The values it compares with, to be checked against the column; none for operators that take none.</summary>
    public virtual IEnumerable<Operand> Operands => [];

    /// <summary>Whether a known value passes at a moment.</summary>
    public abstract bool IsMet(in FactValue fact, long now);

    /// <summary>Whether an unknown value passes.</summary>
    public virtual bool IsMetByUnknown => false;

    /// <summary>The next moment after <paramref name="now"/> at which time alone turns the answer, in Unix seconds; null for never.</summary>
    public virtual long? NextTurn(in FactValue fact, long now) => null;

    /// <summary>Reads a criterion's values.</summary>
    /// <exception cref="CriterionFlawException">A value is missing or cannot be read.</exception>
    public static FitTest For(FitCriterion criterion) => criterion.Operator switch
    {
        FitOperator.Equals => new EqualsTest(Operand.Read(criterion.Value)),
        FitOperator.NotEquals => new NotEqualsTest(Operand.Read(criterion.Value)),
        FitOperator.In => new InTest(Operand.ReadList(criterion.Value)),
        FitOperator.Contains => new ContainsTest(Operand.Read(criterion.Value)),
        FitOperator.BeginsWith => new BeginsWithTest(Operand.Read(criterion.Value)),
        FitOperator.Matches => new MatchesTest(SafePattern.Compile(criterion.Value), criterion.Value!),
        FitOperator.Greater => new GreaterTest(Operand.Read(criterion.Value)),
        FitOperator.Less => new LessTest(Operand.Read(criterion.Value)),
        FitOperator.Between => new BetweenTest(Operand.Read(criterion.Value), Operand.Read(criterion.UpperValue)),
        FitOperator.IsKnown => new IsKnownTest(),
        FitOperator.IsUnknown => new IsUnknownTest(),
        FitOperator.WithinDays => new WithinDaysTest(Operand.Read(criterion.Value)),
        _ => throw new CriterionFlawException(FaultCode.UnknownOperator, ((int)criterion.Operator).ToString(System.Globalization.CultureInfo.InvariantCulture)),
    };

    /// <summary>Kinds that can be the same as another value but have no order worth testing.</summary>
    protected static bool HasIdentity(FactKind kind) =>
        kind is FactKind.Text or FactKind.Number or FactKind.Choice or FactKind.Flag or FactKind.Reference;

    /// <summary>Kinds that have an order.</summary>
    protected static bool HasOrder(FactKind kind) => kind is FactKind.Number or FactKind.Instant;
}
