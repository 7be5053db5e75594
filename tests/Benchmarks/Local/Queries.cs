using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;

namespace Smarketing.Benchmarks.Local;

/// <summary>Reading out of 100,000 leads of 5,000 accounts, in a file.</summary>
internal static class Queries
{
    private const int Leads = 100_000, Accounts = 5_000;

    private const string Columns = "leadid, firstname, lastname, companyname, emailaddress1, address1_city, numberofemployees, leadsourcecode, createdon, estimatedclosedate";

    private static readonly ColumnSet Chosen = new(
        "firstname", "lastname", "companyname", "emailaddress1", "address1_city", "numberofemployees", "leadsourcecode", "createdon", "estimatedclosedate");

    public static void Run(string folder)
    {
        var file = Path.Combine(folder, "query.db");
        var (leads, accounts) = Fill(file);
        using var bare = BareDatabase.CopyOf(file, Path.Combine(folder, "query-bare.db"), ["lead", "account"], withRows: true);
        using var organization = LocalOrganization.Open(new LocalOrganizationOptions { DatabaseFile = file });
        var service = organization.CreateService();
        ById(bare, service, leads);
        Indexed(bare, service, accounts);
        Page50(bare, service, "number, ordered by a date", "leadsourcecode = 3", "estimatedclosedate DESC",
            q => q.Criteria.AddCondition("leadsourcecode", ConditionOperator.Equal, 3), new OrderExpression("estimatedclosedate", OrderType.Descending));
        Page50(bare, service, "text, ordered by a text", "address1_city = 'Lyon'", "lastname",
            q => q.Criteria.AddCondition("address1_city", ConditionOperator.Equal, "Lyon"), new OrderExpression("lastname", OrderType.Ascending));
        Page5000(bare, service);
        Join(bare, service);
        Aggregate(bare, service);
    }

    private static (List<Guid> Leads, List<Guid> Accounts) Fill(string file)
    {
        using var organization = LocalOrganization.Open(new LocalOrganizationOptions { DatabaseFile = file });
        var service = organization.CreateService();
        var accounts = new List<Guid>();
        var leads = new List<Guid>();
        Fill(service, "account", Accounts, accounts, i => new Entity("account") { ["name"] = $"Atelier {i}", ["accountnumber"] = $"{i:00000}" });
        Fill(service, "lead", Leads, leads, i => LeadRows.Lead(i, accounts[i % Accounts]));
        return (leads, accounts);
    }

    private static void Fill(IOrganizationService service, string table, int count, List<Guid> ids, Func<int, Entity> row)
    {
        for (var i = 0; i < count;)
        {
            var targets = new EntityCollection { EntityName = table };
            for (var j = 0; j < 500; j++)
            {
                targets.Entities.Add(row(i++));
            }

            ids.AddRange(((CreateMultipleResponse)service.Execute(new CreateMultipleRequest { Targets = targets })).Ids);
        }
    }

    private static void ById(BareDatabase bare, IOrganizationService service, List<Guid> leads)
    {
        const int Times = 2000;
        var command = bare.Command($"SELECT {Columns} FROM lead WHERE leadid = $id");
        var id = command.Parameters.Add("$id", SqliteType.Blob);
        Rounds.Compare("retrieve by id, 10 columns", 2, Times,
            () =>
            {
                for (var i = 0; i < Times; i++)
                {
                    id.Value = leads[i * 37 % Leads].ToByteArray(bigEndian: true);
                    Read(command);
                }
            },
            () =>
            {
                for (var i = 0; i < Times; i++)
                {
                    service.Retrieve("lead", leads[i * 37 % Leads], Chosen);
                }
            });
    }

    private static void Indexed(BareDatabase bare, IOrganizationService service, List<Guid> accounts)
    {
        const int Times = 500;
        var command = bare.Command($"SELECT {Columns} FROM lead WHERE parentaccountid = $account ORDER BY leadid LIMIT 5001");
        var account = command.Parameters.Add("$account", SqliteType.Blob);
        Rounds.Compare("filter on an indexed lookup, 20 rows", 2, Times,
            () =>
            {
                for (var i = 0; i < Times; i++)
                {
                    account.Value = accounts[i * 7 % Accounts].ToByteArray(bigEndian: true);
                    Read(command);
                }
            },
            () =>
            {
                for (var i = 0; i < Times; i++)
                {
                    var query = new QueryExpression("lead") { ColumnSet = Chosen };
                    query.Criteria.AddCondition("parentaccountid", ConditionOperator.Equal, accounts[i * 7 % Accounts]);
                    service.RetrieveMultiple(query);
                }
            });
    }

    private static void Page50(BareDatabase bare, IOrganizationService service, string what, string where, string order, Action<QueryExpression> filter, OrderExpression by)
    {
        const int Times = 3;
        var command = bare.Command($"SELECT {Columns} FROM lead WHERE {where} ORDER BY {order}, leadid LIMIT 51");
        Rounds.Compare($"filter on a {what}, page of 50", 2, Times,
            () =>
            {
                for (var i = 0; i < Times; i++)
                {
                    Read(command);
                }
            },
            () =>
            {
                for (var i = 0; i < Times; i++)
                {
                    var query = new QueryExpression("lead") { ColumnSet = Chosen, PageInfo = new PagingInfo { Count = 50, PageNumber = 1 } };
                    filter(query);
                    query.Orders.Add(by);
                    service.RetrieveMultiple(query);
                }
            });
    }

    private static void Page5000(BareDatabase bare, IOrganizationService service)
    {
        const int Times = 3;
        var command = bare.Command($"SELECT {Columns} FROM lead ORDER BY leadid LIMIT 5001");
        Rounds.Compare("page of 5,000 rows, 10 columns", 2, Times,
            () =>
            {
                for (var i = 0; i < Times; i++)
                {
                    Read(command);
                }
            },
            () =>
            {
                for (var i = 0; i < Times; i++)
                {
                    service.RetrieveMultiple(new QueryExpression("lead") { ColumnSet = Chosen });
                }
            });
    }

    private static void Join(BareDatabase bare, IOrganizationService service)
    {
        const int Times = 50;
        var command = bare.Command($"SELECT l.leadid, l.lastname, a.name, a.accountnumber FROM lead l JOIN account a ON a.accountid = l.parentaccountid WHERE a.accountnumber = $number ORDER BY l.leadid LIMIT 5001");
        var number = command.Parameters.Add("$number", SqliteType.Text);
        Rounds.Compare("join with a filter on the other table, 20 rows", 2, Times,
            () =>
            {
                for (var i = 0; i < Times; i++)
                {
                    number.Value = (i * 7).ToString("00000", CultureInfo.InvariantCulture);
                    Read(command, row => (row.GetFieldValue<byte[]>(0), row.GetString(1), row.GetString(2), row.GetString(3)));
                }
            },
            () =>
            {
                for (var i = 0; i < Times; i++)
                {
                    var query = new QueryExpression("lead") { ColumnSet = new ColumnSet("lastname") };
                    var link = query.AddLink("account", "parentaccountid", "accountid");
                    link.EntityAlias = "a";
                    link.Columns = new ColumnSet("name", "accountnumber");
                    link.LinkCriteria.AddCondition("accountnumber", ConditionOperator.Equal, (i * 7).ToString("00000", CultureInfo.InvariantCulture));
                    service.RetrieveMultiple(query);
                }
            });
    }

    private static void Aggregate(BareDatabase bare, IOrganizationService service)
    {
        const int Times = 3;
        const string Fetch = """
            <fetch aggregate='true'><entity name='lead'>
              <attribute name='leadid' alias='n' aggregate='count' /><attribute name='numberofemployees' alias='s' aggregate='sum' />
              <attribute name='leadsourcecode' alias='g' groupby='true' />
              <filter><condition attribute='leadsourcecode' operator='le' value='4' /></filter>
            </entity></fetch>
            """;
        var command = bare.Command("SELECT COUNT(*), SUM(numberofemployees), leadsourcecode FROM lead WHERE leadsourcecode <= 4 GROUP BY leadsourcecode");
        Rounds.Compare("aggregate: count and sum of 40,000 rows in 4 groups", 2, Times,
            () =>
            {
                for (var i = 0; i < Times; i++)
                {
                    Read(command, row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)));
                }
            },
            () =>
            {
                for (var i = 0; i < Times; i++)
                {
                    service.RetrieveMultiple(new FetchExpression(Fetch));
                }
            });
    }

    private static void Read(SqliteCommand command) => Read(command, row => new LeadRow(
        new Guid(row.GetFieldValue<byte[]>(0), bigEndian: true), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
        row.GetInt32(6), row.GetInt32(7), row.GetDateTime(8), row.GetDateTime(9)));

    private static void Read<T>(SqliteCommand command, Func<SqliteDataReader, T> read)
    {
        var rows = new List<T>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }
    }

    private sealed record LeadRow(
        Guid Id, string First, string Last, string Company, string Mail, string City, int Employees, int Source, DateTime CreatedOn, DateTime ClosesOn);
}
