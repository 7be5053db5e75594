using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse;
using Smarketing.Tests.Crashing;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Async;

/// <summary>One of several callers: sends requests by chance and keeps a ledger of those that were granted.</summary>
internal sealed class Caller(int number, Random random, LocalOrganization organization, Guid account, Guid counter)
{
    public const string Thing = "test_thing";

    private readonly IOrganizationService _service = organization.CreateService();
    private int _named;

    /// <summary>The leads that exist, with their number of employees.</summary>
    public Dictionary<Guid, int> Leads { get; } = [];

    /// <summary>The names of all leads ever made.</summary>
    public List<string> Made { get; } = [];

    /// <summary>The things that exist by their key, with their value.</summary>
    public Dictionary<string, int> Things { get; } = new(StringComparer.Ordinal);

    /// <summary>The leads that are linked with the account.</summary>
    public HashSet<Guid> Links { get; } = [];

    /// <summary>What was added to the counter.</summary>
    public int Counted { get; private set; }

    /// <summary>How many requests were refused, as they had to be.</summary>
    public int Refused { get; private set; }

    public void Work(int turns)
    {
        for (var turn = 0; turn < turns; turn++)
        {
            Action next = random.Next(14) switch
            {
                0 or 1 => Create,
                2 => CreateInVain,
                3 => Update,
                4 => Delete,
                5 => Retrieve,
                6 => Query,
                7 => Associate,
                8 => Upsert,
                9 => BreakKey,
                10 => Batch,
                11 => Transaction,
                12 => Count,
                _ => () => organization.RunAsyncJobs(2),
            };
            next();
        }
    }

    private void Create()
    {
        var lead = NewLead(null);
        Leads[_service.Create(lead)] = (int)lead["numberofemployees"];
        Made.Add((string)lead["lastname"]);
    }

    private void CreateInVain() => Refuse(() => _service.Create(NewLead(Pick(["early", "late", "doomed"]))));

    private void Update()
    {
        if (AnyLead() is { } id)
        {
            Leads[id] = random.Next(1000);
            _service.Update(new Entity("lead", id) { ["numberofemployees"] = Leads[id] });
        }
    }

    private void Delete()
    {
        if (AnyLead() is { } id)
        {
            _service.Delete("lead", id);
            Leads.Remove(id);
            Links.Remove(id);
            Refuse(() => _service.Retrieve("lead", id, new ColumnSet(false)));
        }
    }

    private void Retrieve()
    {
        if (AnyLead() is { } id)
        {
            Assert.Equal(Leads[id], _service.Retrieve("lead", id, new ColumnSet("numberofemployees"))["numberofemployees"]);
        }
    }

    private void Query()
    {
        // It reads the whole table, so not every time.
        if (random.Next(10) > 0)
        {
            Retrieve();
            return;
        }

        var query = new QueryExpression("lead") { ColumnSet = new ColumnSet("numberofemployees") };
        query.Criteria.AddCondition("lastname", ConditionOperator.Like, $"{number}-%");
        var found = _service.RetrieveMultiple(query).Entities;
        Assert.Equal(Leads.OrderBy(l => l.Key), found.ToDictionary(l => l.Id, l => l.GetAttributeValue<int>("numberofemployees")).OrderBy(l => l.Key));
    }

    private void Associate()
    {
        if (AnyLead() is not { } id)
        {
            return;
        }

        void Link() => _service.Associate("account", account, new Relationship(Scene.Relationship), [new EntityReference("lead", id)]);
        if (Links.Add(id))
        {
            Link();
        }
        else
        {
            Refuse(Link);
        }
    }

    private void Upsert()
    {
        var code = Code();
        var value = random.Next(1000);
        var made = ((UpsertResponse)_service.Execute(new UpsertRequest { Target = new Entity(Thing, "test_code", code) { ["test_value"] = value } })).RecordCreated;
        Assert.Equal(!Things.ContainsKey(code), made);
        Things[code] = value;
    }

    private void BreakKey()
    {
        if (Things.Count > 0)
        {
            Refuse(() => _service.Create(new Entity(Thing) { ["test_code"] = Things.Keys.First(), ["test_value"] = -1 }));
        }
    }

    private void Batch()
    {
        var (first, last) = (NewLead(null), NewLead(null));
        var request = new ExecuteMultipleRequest
        {
            Settings = new ExecuteMultipleSettings { ContinueOnError = true, ReturnResponses = true },
            Requests = [new CreateRequest { Target = first }, new CreateRequest { Target = NewLead("late") }, new CreateRequest { Target = last }],
        };
        var items = ((ExecuteMultipleResponse)_service.Execute(request)).Responses;
        Assert.Equal([false, true, false], items.Select(i => i.Fault is not null));
        Refused++;
        foreach (var (lead, answer) in new[] { (first, items[0]), (last, items[2]) })
        {
            Leads[((CreateResponse)answer.Response).id] = (int)lead["numberofemployees"];
            Made.Add((string)lead["lastname"]);
        }
    }

    private void Transaction()
    {
        var fails = random.Next(2) == 0;
        var leads = new[] { NewLead(null), NewLead(fails ? Pick(["early", "late", "doomed"]) : null), NewLead(null) };
        Array.ForEach(leads, lead => lead.Id = NewId());
        var request = new ExecuteTransactionRequest { Requests = [.. leads.Select(lead => new CreateRequest { Target = lead })] };
        if (fails)
        {
            Refuse(() => _service.Execute(request));
            return;
        }

        _service.Execute(request);
        foreach (var lead in leads)
        {
            Leads[lead.Id] = (int)lead["numberofemployees"];
            Made.Add((string)lead["lastname"]);
        }
    }

    private void Count()
    {
        var by = random.Next(1, 10);
        _service.Update(new Entity(Thing, counter) { ["test_add"] = by });
        Counted += by;
    }

    private void Refuse(Action action)
    {
        Assert.Throws<FaultException<OrganizationServiceFault>>(action);
        Refused++;
    }

    private Entity NewLead(string? subject) => new("lead")
    {
        ["lastname"] = string.Create(CultureInfo.InvariantCulture, $"{number}-{_named++}"),
        ["subject"] = subject,
        ["numberofemployees"] = random.Next(1000),
    };

    private Guid? AnyLead() => Leads.Count == 0 ? null : Leads.Keys.ElementAt(random.Next(Leads.Count));

    private string Code() => string.Create(CultureInfo.InvariantCulture, $"{number}-{random.Next(40)}");

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];

    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
