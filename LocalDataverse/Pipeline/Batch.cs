using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Messages;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>
/// The rows of one request as its bulk message shows them to steps: one operation with <c>Targets</c>, which holds the very
/// rows the steps of the single message see, so that each sees what the other changed.
/// </summary>
internal sealed class Batch
{
    private readonly EntityCollection _targets;

    private Batch(Operation operation, EntityCollection targets)
    {
        Operation = operation;
        _targets = targets;
    }

    public Operation Operation { get; }

    /// <summary>The batch of these rows, for the first stages of a request.</summary>
    public static Batch Of(ReadOnlySpan<Operation> rows)
    {
        var first = rows[0];
        var inputs = new ParameterCollection();
        inputs.AddRange(first.Inputs.Where(i => !string.Equals(i.Key, "Target", StringComparison.Ordinal)));
        var targets = new EntityCollection { EntityName = first.TableName };
        inputs["Targets"] = targets;
        return new Batch(first.SeenAs(BulkTables.Counterpart(first.MessageName)!, inputs), targets);
    }

    /// <summary>A part of this batch: other rows, and everything else in common.</summary>
    public Batch Part()
    {
        var inputs = new ParameterCollection();
        inputs.AddRange(Operation.Inputs);
        var targets = new EntityCollection { EntityName = _targets.EntityName };
        inputs["Targets"] = targets;
        return new Batch(Operation.Part(inputs), targets);
    }

    /// <summary>Before bulk steps run: the rows as they are now.</summary>
    public void Gather(ReadOnlySpan<Operation> rows)
    {
        _targets.Entities.Clear();
        foreach (var row in rows)
        {
            _targets.Entities.Add(row.Target);
        }
    }

    /// <summary>After bulk steps have run: what they put in place of a row goes on in its stead.</summary>
    public void Spread(ReadOnlySpan<Operation> rows)
    {
        if (Operation.Inputs["Targets"] is not EntityCollection targets || targets.Entities.Count != rows.Length)
        {
            throw Fault.InvalidArgument(
                $"A step on {Operation.MessageName} of '{Operation.TableName}' added rows to Targets or took some away. Change the rows that are there; create others with a request of their own.");
        }

        for (var i = 0; i < rows.Length; i++)
        {
            if (!ReferenceEquals(rows[i].Target, targets.Entities[i]))
            {
                rows[i].Inputs["Target"] = targets.Entities[i];
            }
        }
    }
}
