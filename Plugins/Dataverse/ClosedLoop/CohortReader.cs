using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Domain.ClosedLoop;

namespace Smarketing.Crm.Dataverse.ClosedLoop;

/// <summary>
/// Counts the hand-offs under an agreement that began within a time, and what became of them by a moment. Counted by the database.
/// </summary>
internal sealed class CohortReader
{
    // A contract counts once, however many pairs it went to; one withdrawn before an answer asked nothing of sales. Answered, it counts whatever became of its lead.
    private const string Contracts = """
        <fetch aggregate="true" no-lock="true">
          <entity name="smk_handoff">
            <attribute name="smk_handoffid" aggregate="count" alias="rows" />
            <filter>
              <condition attribute="smk_agreementid" operator="eq" value="{0}" />
              <condition attribute="smk_contractstartedon" operator="gt" value="{1}" />
              <condition attribute="smk_contractstartedon" operator="le" value="{2}" />
              <condition attribute="smk_attempt" operator="eq" value="1" />
              <filter type="or">
                <condition attribute="statuscode" operator="ne" value="{3}" />
                <condition attribute="smk_answeredon" operator="not-null" />
              </filter>
            </filter>
          </entity>
        </fetch>
        """;

    // Each owner's promises are the owner's: here every attempt counts.
    private const string Attempts = """
        <fetch aggregate="true" no-lock="true">
          <entity name="smk_handoff">
            <attribute name="smk_handoffid" aggregate="count" alias="rows" />
            <filter>
              <condition attribute="smk_agreementid" operator="eq" value="{0}" />
              <condition attribute="smk_contractstartedon" operator="gt" value="{1}" />
              <condition attribute="smk_contractstartedon" operator="le" value="{2}" />
              <filter type="or">
                <condition attribute="statuscode" operator="ne" value="{3}" />
                <condition attribute="smk_answeredon" operator="not-null" />
              </filter>
              {4}
            </filter>
          </entity>
        </fetch>
        """;

    private const string Kept = "<filter type=\"or\"><condition attribute=\"smk_breaches\" operator=\"null\" /><condition attribute=\"smk_breaches\" operator=\"eq\" value=\"0\" /></filter>";

    // Each hand-off once, however many meetings it came to.
    private const string HandoffsWith = """
        <fetch aggregate="true" no-lock="true">
          <entity name="smk_outcome">
            <attribute name="smk_handoffid" aggregate="countcolumn" distinct="true" alias="rows" />
            <filter>
              <condition attribute="smk_agreementid" operator="eq" value="{0}" />
              <condition attribute="smk_handedoffon" operator="gt" value="{1}" />
              <condition attribute="smk_handedoffon" operator="le" value="{2}" />
              <condition attribute="smk_kind" operator="eq" value="{4}" />
              <condition attribute="smk_sign" operator="eq" value="1" />
              <condition attribute="smk_occurredon" operator="le" value="{5}" />
            </filter>
          </entity>
        </fetch>
        """;

    private readonly IOrganizationService service;
    private readonly Guid agreementId;
    private readonly OutcomePeriod begun;
    private readonly DateTime asOf;
    private readonly Lazy<int> contracts;

    /// <param name="service">Who reads.</param>
    /// <param name="agreementId">The agreement.</param>
    /// <param name="begun">When the hand-offs began: after its start, up to its end.</param>
    /// <param name="asOf">What became of them later is left out, UTC.</param>
    public CohortReader(IOrganizationService service, Guid agreementId, OutcomePeriod begun, DateTime asOf)
    {
        this.service = service;
        this.agreementId = agreementId;
        this.begun = begun;
        this.asOf = asOf;
        contracts = new Lazy<int>(() => Count(Contracts));
    }

    /// <summary>Hand-offs, and how many of them sales accepted.</summary>
    public Cohort Accepted() => Of(Tables.OutcomeKind.Accepted);

    /// <summary>Hand-offs, and how many of them came to a meeting.</summary>
    public Cohort Met() => Of(Tables.OutcomeKind.MeetingHeld);

    /// <summary>Hand-offs to each pair, and how many of them were handled without breaking a promise.</summary>
    public Cohort Handled()
    {
        var all = Count(Attempts);
        return new Cohort(all, Math.Min(all, Count(Attempts, Kept)));
    }

    // A contract whose second pair took it is one success of one; counts read one after the other may differ by what came between.
    private Cohort Of(Tables.OutcomeKind kind)
    {
        var all = contracts.Value;
        return new Cohort(all, Math.Min(all, Count(HandoffsWith, ((int)kind).ToString(CultureInfo.InvariantCulture))));
    }

    private int Count(string fetch, string? special = null)
    {
        var row = service.RetrieveMultiple(new FetchExpression(string.Format(
            CultureInfo.InvariantCulture, fetch, agreementId, Moment(begun.From), Moment(begun.Until), (int)Tables.HandoffStatus.Withdrawn, special, Moment(asOf)))).Entities.Single();
        return Convert.ToInt32(row.GetAttributeValue<AliasedValue?>("rows")?.Value ?? 0, CultureInfo.InvariantCulture);
    }

    private static string Moment(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
