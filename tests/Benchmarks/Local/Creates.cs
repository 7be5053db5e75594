using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Smarketing.LocalDataverse;

namespace Smarketing.Benchmarks.Local;

/// <summary>Creating leads, without plug-ins: one in a transaction, and a hundred in one.</summary>
internal static class Creates
{
    private const int Rows = 2000, Batch = 100;

    public static void Run(string folder)
    {
        var schema = Path.Combine(folder, "schema.db");
        using (var organization = LocalOrganization.Open(new LocalOrganizationOptions { DatabaseFile = schema }))
        {
            organization.CreateService().Create(LeadRows.Lead(0, null));
        }

        foreach (var onDisk in new[] { false, true })
        {
            Against(schema, onDisk ? Path.Combine(folder, "create-local.db") : null, onDisk ? Path.Combine(folder, "create-bare.db") : null);
        }
    }

    private static void Against(string schema, string? localFile, string? bareFile)
    {
        var where = localFile is null ? "in memory" : "in a file";
        using var organization = LocalOrganization.Open(new LocalOrganizationOptions { DatabaseFile = localFile });
        using var bare = BareDatabase.CopyOf(schema, bareFile, ["lead"], withRows: true);
        var insert = Insert(bare);
        var service = organization.CreateService();
        var (number, bareNumber) = (1, 1);
        Rounds.Compare($"create, one a transaction, {where}", 4, Rows,
            () =>
            {
                for (var i = 0; i < Rows; i++)
                {
                    bare.Begin();
                    insert(bareNumber++);
                    bare.Commit();
                }
            },
            () =>
            {
                for (var i = 0; i < Rows; i++)
                {
                    service.Create(LeadRows.Lead(number++, null));
                }
            });
        Rounds.Compare($"CreateMultiple, {Batch} a transaction, {where}", 4, Rows,
            () =>
            {
                for (var i = 0; i < Rows / Batch; i++)
                {
                    bare.Begin();
                    for (var j = 0; j < Batch; j++)
                    {
                        insert(bareNumber++);
                    }

                    bare.Commit();
                }
            },
            () =>
            {
                for (var i = 0; i < Rows / Batch; i++)
                {
                    var targets = new EntityCollection { EntityName = "lead" };
                    for (var j = 0; j < Batch; j++)
                    {
                        targets.Entities.Add(LeadRows.Lead(number++, null));
                    }

                    service.Execute(new CreateMultipleRequest { Targets = targets });
                }
            });
    }

    // The same columns that LocalDataverse fills, those of the platform included.
    private static Action<int> Insert(BareDatabase bare)
    {
        var sample = bare.FirstRow("lead");
        var command = bare.Command(
            $"INSERT INTO lead ({string.Join(", ", sample.Select(c => $"\"{c.Key}\""))}) VALUES ({string.Join(", ", sample.Select((_, i) => "$" + i))})");
        var parameters = sample.Select((column, i) => command.Parameters.AddWithValue("$" + i, column.Value)).ToList();
        var at = sample.Select((column, i) => (column.Key, i)).ToDictionary(c => c.Key, c => c.i, StringComparer.Ordinal);
        var (id, last, mail, company, version) = (parameters[at["leadid"]], parameters[at["lastname"]], parameters[at["emailaddress1"]], parameters[at["companyname"]], parameters[at["versionnumber"]]);
        return number =>
        {
            id.Value = Guid.CreateVersion7().ToByteArray(bigEndian: true);
            last.Value = $"Durand {number}";
            mail.Value = $"camille{number}@atelier.example";
            company.Value = $"Atelier {number}";
            version.Value = (long)number + 1000;
            command.ExecuteNonQuery();
        };
    }
}
