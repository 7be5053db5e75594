using System;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>The platform's own columns that closed-loop reporting reads.</summary>
internal static class Sales
{
    public const string CreatedOn = "createdon";
    public const string Owner = "ownerid";
    public const string User = "systemuser";
    public const string State = "statecode";
    public const string Status = "statuscode";

    public static class Lead
    {
        public const string Campaign = "campaignid";
        public const string IsMerged = "merged";
        public const int Open = 0;
        public const int Disqualified = 2;
    }

    public static class Opportunity
    {
        public const string Lead = "originatingleadid";
        public const string Estimate = "estimatedvalue_base";
        public const string EstimateEntered = "estimatedvalue";
        public const string Revenue = "actualvalue_base";
        public const string ClosedOn = "actualclosedate";
        public const int Open = 0;
        public const int Won = 1;
    }

    public static class Campaign
    {
        public const string Cost = "totalactualcost_base";
        public const string OtherCost = "othercost_base";
        public static readonly string[] Costs = ["othercost", "totalactualcost"];
    }

    /// <summary>Amounts are kept to the cent.</summary>
    public static decimal? ToCents(decimal? amount) => amount is { } value ? Math.Round(value, 2, MidpointRounding.AwayFromZero) : null;
}
