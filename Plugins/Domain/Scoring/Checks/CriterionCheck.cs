using System.Collections.Generic;
using System.Globalization;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>Checks one criterion by itself.</summary>
public static class CriterionCheck
{
    private const int MostDays = 3650, MostCount = 1000, MostCap = 1000;

    /// <summary>Everything wrong with it; nothing when it may be saved.</summary>
    public static IReadOnlyList<ModelFault> Check(Criterion criterion, IColumnCatalog columns)
    {
        var faults = new List<ModelFault>();
        if (criterion.Points is < Criterion.MinPoints or > Criterion.MaxPoints)
            faults.Add(Fault(criterion, FaultCode.PointsOutOfRange, Text(criterion.Points)));
        if (criterion.Group >= CriterionGroup.Interest == criterion is FitCriterion)
            faults.Add(Fault(criterion, FaultCode.WrongGroup, criterion.Group.ToString()));
        if (criterion is FitCriterion fit)
            CheckFit(fit, columns, faults);
        else
            CheckEngagement((EngagementCriterion)criterion, faults);
        return faults;
    }

    /// <summary>Whether two criteria are bands of one column and group that share a value, so that a lead would earn both.</summary>
    public static bool Overlap(FitCriterion first, FitCriterion second)
    {
        if (first.Operator != FitOperator.Between || second.Operator != FitOperator.Between || first.Group != second.Group
            || !string.Equals(first.Column?.Trim(), second.Column?.Trim(), System.StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        try
        {
            BetweenTest one = (BetweenTest)FitTest.For(first), other = (BetweenTest)FitTest.For(second);
            return Compare(one.Lower, other.Upper) <= 0 && Compare(other.Lower, one.Upper) <= 0;
        }
        catch (CriterionFlawException)
        {
            // Told by its own check.
            return false;
        }
    }

    private static void CheckFit(FitCriterion criterion, IColumnCatalog columns, List<ModelFault> faults)
    {
        FitTest test;
        try
        {
            test = FitTest.For(criterion);
        }
        catch (CriterionFlawException flaw)
        {
            faults.Add(new ModelFault(flaw.Code, criterion, flaw.Arguments));
            test = new IsKnownTest();
        }

        if (string.IsNullOrWhiteSpace(criterion.Column))
        {
            faults.Add(Fault(criterion, FaultCode.ColumnMissing));
            return;
        }

        var name = criterion.Column.Trim().ToLowerInvariant();
        if (columns.Find(name) is not { } column)
            faults.Add(Fault(criterion, FaultCode.UnknownColumn, name));
        else if (!test.Accepts(column.Kind))
            faults.Add(Fault(criterion, FaultCode.WrongColumnType, criterion.Operator.ToString(), name, column.Kind.ToString()));
        else
            CheckOperands(criterion, test, name, column, faults);
    }

    private static void CheckOperands(FitCriterion criterion, FitTest test, string name, ColumnShape column, List<ModelFault> faults)
    {
        var before = faults.Count;
        foreach (var operand in test.Operands)
        {
            if (!operand.CanBe(column.Kind))
                faults.Add(Fault(criterion, FaultCode.WrongValue, operand.Written, column.Kind.ToString(), name));
            else if (column.Kind == FactKind.Choice && column.Options is { } options && !Contains(options, operand.Number!.Value))
                faults.Add(Fault(criterion, FaultCode.UnknownOption, operand.Written, name, string.Join(", ", options)));
        }

        if (faults.Count == before && test is BetweenTest band && Compare(band.Lower, band.Upper) > 0)
            faults.Add(Fault(criterion, FaultCode.BandReversed, band.Lower.Written, band.Upper.Written));
    }

    private static void CheckEngagement(EngagementCriterion criterion, List<ModelFault> faults)
    {
        if (criterion.Type is null && criterion.Channel is null && criterion.CampaignId is null && string.IsNullOrWhiteSpace(criterion.ContentPrefix))
            faults.Add(Fault(criterion, FaultCode.NothingToMatch));
        if (criterion.Decay.Flaw is { } flaw)
            faults.Add(Fault(criterion, flaw));
        if (criterion.FrequencyCount is null != criterion.FrequencyDays is null)
            faults.Add(Fault(criterion, FaultCode.FrequencyIncomplete));
        CheckLimit(criterion, "window", criterion.WindowDays, 1, MostDays, faults);
        CheckLimit(criterion, "frequency count", criterion.FrequencyCount, 1, MostCount, faults);
        CheckLimit(criterion, "frequency days", criterion.FrequencyDays, 1, MostDays, faults);
        CheckLimit(criterion, "cap", criterion.Cap, 0, MostCap, faults);
    }

    private static void CheckLimit(Criterion criterion, string name, int? value, int lowest, int highest, List<ModelFault> faults)
    {
        if (value < lowest || value > highest)
            faults.Add(Fault(criterion, FaultCode.LimitOutOfRange, name, Text(value.Value), Text(lowest), Text(highest)));
    }

    private static int Compare(Operand left, Operand right) =>
        left.Instant is { } first && right.Instant is { } second ? first.CompareTo(second)
        : decimal.Compare(left.Number ?? 0, right.Number ?? 0);

    private static bool Contains(IReadOnlyCollection<int> options, decimal number)
    {
        foreach (var option in options)
        {
            if (option == number)
                return true;
        }

        return false;
    }

    private static ModelFault Fault(Criterion criterion, FaultCode code, params string[] arguments) => new(code, criterion, arguments);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
