using System.Collections.Generic;

namespace Smarketing.Crm.Domain.Scoring;

/// <summary>Checks the terms that decide stages.</summary>
public static class AgreementCheck
{
    /// <summary>Everything wrong with the terms.</summary>
    public static IReadOnlyList<ModelFault> Check(AgreementTerms terms, IColumnCatalog columns)
    {
        var faults = new List<ModelFault>();
        CheckRange("MQL fit", terms.Mql.Fit, 0, 100, faults);
        CheckRange("MQL engagement", terms.Mql.Engagement, 0, 100, faults);
        CheckRange("SQL fit", terms.Sql.Fit, 0, 100, faults);
        CheckRange("SQL engagement", terms.Sql.Engagement, 0, 100, faults);
        CheckRange("hysteresis margin", terms.HysteresisMargin, 0, 100, faults);
        CheckRange("hysteresis days", terms.HysteresisDays, 0, 365, faults);
        CheckRange("hand-raise days", terms.HandRaiseDays, 1, 365, faults);
        CheckRange("exploration per cent", terms.ExplorationPercent, 0, 100, faults);
        CheckRange("exploration margin", terms.ExplorationMargin, 0, 100, faults);
        if (terms.Sql.Fit < terms.Mql.Fit)
            faults.Add(ModelFault.OfWhole(FaultCode.SqlBelowMql, "fit", terms.Sql.Fit, terms.Mql.Fit));
        if (terms.Sql.Engagement < terms.Mql.Engagement)
            faults.Add(ModelFault.OfWhole(FaultCode.SqlBelowMql, "engagement", terms.Sql.Engagement, terms.Mql.Engagement));
        foreach (var facts in new[] { terms.ContactFacts, terms.Mql.Facts, terms.Sql.Facts })
        {
            foreach (var fact in facts)
            {
                foreach (var column in fact.Columns)
                {
                    if (columns.Find(column) is null)
                        faults.Add(ModelFault.OfWhole(FaultCode.UnknownRequiredFact, column));
                }
            }
        }

        return faults;
    }

    private static void CheckRange(string name, decimal value, int lowest, int highest, List<ModelFault> faults)
    {
        if (value < lowest || value > highest)
            faults.Add(ModelFault.OfWhole(FaultCode.ThresholdOutOfRange, name, value, lowest, highest));
    }
}
