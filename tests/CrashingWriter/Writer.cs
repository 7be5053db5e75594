using System;
using System.Globalization;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Tests.Crashing;

/// <summary>
/// Writes by chance, and says what is committed, one line each: <c>lead id</c>, <c>group name size</c> (leads made together),
/// <c>count n</c>, <c>link account lead</c>, <c>gone id</c> (an account deleted with its link).
/// </summary>
internal sealed class Writer(IOrganizationService service, Random random, Action<string> say)
{
    private int _count = CountSoFar(service);

    public void Turn()
    {
        switch (random.Next(6))
        {
            case 0 or 1:
                say($"lead {service.Create(Lead("alone")):D}");
                break;
            case 2:
                var many = Name();
                service.Execute(new CreateMultipleRequest { Targets = new EntityCollection([.. Enumerable.Range(0, 5).Select(_ => Lead(many))]) { EntityName = "lead" } });
                say($"group {many} 5");
                break;
            case 3:
                var transaction = Name();
                service.Execute(new ExecuteTransactionRequest
                {
                    Requests = [.. Enumerable.Range(0, 3).Select(_ => new CreateRequest { Target = Lead(transaction) })],
                });
                say($"group {transaction} 3");
                break;
            case 4:
                service.Update(new Entity("account", Scene.Counter) { ["numberofemployees"] = ++_count });
                say($"count {_count.ToString(CultureInfo.InvariantCulture)}");
                break;
            default:
                Link();
                break;
        }
    }

    private void Link()
    {
        var (kept, gone) = (service.Create(new Entity("account") { ["name"] = "kept" }), service.Create(new Entity("account") { ["name"] = "gone" }));
        var lead = service.Create(Lead("linked"));
        foreach (var account in new[] { kept, gone })
        {
            service.Associate("account", account, new Relationship(Scene.Relationship), [new EntityReference("lead", lead)]);
        }

        say($"link {kept:D} {lead:D}");
        service.Delete("account", gone);
        say($"gone {gone:D}");
    }

    private static int CountSoFar(IOrganizationService service)
    {
        var query = new QueryExpression("account") { ColumnSet = new ColumnSet("numberofemployees") };
        query.Criteria.AddCondition("accountid", ConditionOperator.Equal, Scene.Counter);
        if (service.RetrieveMultiple(query).Entities.SingleOrDefault() is { } counter)
        {
            return counter.GetAttributeValue<int>("numberofemployees");
        }

        service.Create(new Entity("account", Scene.Counter) { ["name"] = "counter", ["numberofemployees"] = 0 });
        return 0;
    }

    private static Entity Lead(string group) => new("lead") { ["lastname"] = "Durand", ["subject"] = group };

    // 32 letters, by which groups are told from other subjects.
    private static string Name() => Guid.NewGuid().ToString("N");
}
