using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Cli.Run;
using Smarketing.Cli.Run.Feed;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.LocalDataverse;

namespace Smarketing.Cli.Samples;

/// <summary>The sales floor of the sample firm: four pairs that share one pool, and what its sellers make of the leads they are handed.</summary>
internal sealed class SampleFloor : ISalesFloor
{
    private readonly HashSet<Guid> _seen = [];
    private LocalOrganization? _organization;

    /// <inheritdoc/>
    public void Open(LocalOrganization organization, DateTime now)
    {
        _organization = organization;
        var service = organization.CreateService();
        SamplePeople.Employ(service);
        SampleSetUp.Lay(organization, now);
        foreach (var handoff in Waiting(service))
        {
            // From an earlier run: its sellers have gone home.
            _seen.Add(handoff.Id);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<PlannedAction> React(DateTime now, IReadOnlyDictionary<Guid, bool?> outcomes)
    {
        var organization = _organization ?? throw new InvalidOperationException("The floor is not open yet.");
        var plans = new List<PlannedAction>();
        foreach (var handoff in Waiting(organization.CreateService()).Where(h => _seen.Add(h.Id)))
        {
            if (handoff.LeadId is { } lead && handoff.OwnerId is { LogicalName: "systemuser" } seller)
            {
                var becomesCustomer = outcomes.TryGetValue(lead.Id, out var known) ? known : null;
                plans.AddRange(new SampleSeller(organization, seller.Id, handoff, lead.Id, becomesCustomer).Plan(now));
            }
        }

        return plans;
    }

    private static IEnumerable<Handoff> Waiting(IOrganizationService service)
    {
        var query = new QueryExpression(Handoff.EntityLogicalName)
        {
            ColumnSet = new ColumnSet(Handoff.Columns.Key, Handoff.Columns.LeadId, Handoff.Columns.OwnerId, Handoff.Columns.Attempt),
        };
        query.Criteria.AddCondition(Handoff.Columns.StatusCode, ConditionOperator.Equal, (int)HandoffStatus.Waiting);
        query.AddOrder(Handoff.Columns.Key, OrderType.Ascending);
        return Pages.All(service, query).Select(row => row.ToEntity<Handoff>()).ToList();
    }
}
