using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages;

public class BulkLawTests
{
    private static readonly Gen<(int Score, bool Closes)[]> Changes = Gen.Select(Gen.Int[0, 9], Gen.Bool).Array[1, 6];

    [Fact]
    public void A_bulk_request_leaves_the_rows_and_runs_the_steps_that_single_requests_would() =>
        Changes.Sample(changes =>
        {
            var (one, oneLog) = Play(changes, isBulk: false);
            var (many, manyLog) = Play(changes, isBulk: true);
            Assert.Equal(one, many);
            Assert.Equal(oneLog.Order(StringComparer.Ordinal), manyLog.Order(StringComparer.Ordinal));
        }, iter: 25);

    private static (List<string> Rows, List<string> Log) Play((int Score, bool Closes)[] changes, bool isBulk)
    {
        using var org = new TestOrganization();
        foreach (var message in new[] { "Create", "Update" })
        {
            org.On(message, "lead", Stage.PreOperation, run => run.Target["jobtitle"] = $"{run.Target.GetAttributeValue<string>("jobtitle")}{message[0]}");
            org.On(message, "lead", Stage.PostOperation, run => org.Log.Add($"{message} {string.Join(' ', run.Target.Attributes.Select(a => a.Key).Order(StringComparer.Ordinal))}"));
            org.On(message + "Multiple", "lead", Stage.PreOperation, run =>
            {
                foreach (var row in ((EntityCollection)run.Context.InputParameters["Targets"]).Entities)
                {
                    row["jobtitle"] = $"{row["jobtitle"]}M";
                }
            });
        }

        var ids = changes.Select((_, i) => new Guid(i + 1, 0, 0, new byte[8])).ToList();
        var created = ids.ConvertAll(id => new Entity("lead", id) { ["lastname"] = "Martin" });
        var updated = changes.Select((change, i) =>
        {
            var row = new Entity("lead", ids[i]) { ["subject"] = $"{change.Score}" };
            if (change.Closes)
            {
                row["statecode"] = new OptionSetValue(2);
            }

            return row;
        }).ToList();
        if (isBulk)
        {
            org.Service.Execute(new CreateMultipleRequest { Targets = new EntityCollection(created) { EntityName = "lead" } });
            org.Service.Execute(new UpdateMultipleRequest { Targets = new EntityCollection(updated) { EntityName = "lead" } });
        }
        else
        {
            created.ForEach(row => org.Service.Create(row));
            updated.ForEach(org.Service.Update);
        }

        var query = new QueryExpression("lead") { ColumnSet = new ColumnSet("subject", "jobtitle", "statecode") };
        query.AddOrder("leadid", OrderType.Ascending);
        var rows = org.Service.RetrieveMultiple(query).Entities
            .Select(e => $"{e.Id} {e["subject"]} {e["jobtitle"]} {e.GetAttributeValue<OptionSetValue>("statecode").Value}").ToList();
        return (rows, org.Log);
    }
}
