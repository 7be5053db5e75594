using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>The rules that hold between statecode and statuscode.</summary>
internal static class States
{
    /// <summary>InvalidStateCodeStatusCode.</summary>
    private const int StatusOfAnotherState = unchecked((int)0x80048408);

    /// <summary>The state a new row is in.</summary>
    public static int First(ColumnDefinition statecode)
    {
        foreach (var option in statecode.Options)
        {
            if (option.Value == 0)
            {
                return 0;
            }
        }

        return statecode.Options.Count == 0 ? 0 : statecode.Options[0].Value;
    }

    /// <summary>The status a row gets when it enters a state and none is named; null when the table knows none for it.</summary>
    public static int? DefaultStatus(ColumnDefinition statecode, ColumnDefinition statuscode, int state)
    {
        if (statecode.Option(state)?.DefaultStatus is { } status)
        {
            return status;
        }

        foreach (var option in statuscode.Options)
        {
            if (option.State == state)
            {
                return option.Value;
            }
        }

        return null;
    }

    /// <summary>Completes and checks the pair of a row about to be saved.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="row">What is to be saved.</param>
    /// <param name="current">The state it is in.</param>
    /// <param name="currentStatus">The status it is in; null when it is new.</param>
    public static void Settle(TableDefinition table, Entity row, int current, int? currentStatus = null)
    {
        if (!table.TryColumn("statecode", out var statecode) || !table.TryColumn("statuscode", out var statuscode))
        {
            return;
        }

        // A state without a status brings its own; nothing brings a state.
        if (row.Contains("statecode") || row.Contains("statuscode"))
        {
            var column = row.Contains("statecode") ? "statecode" : "statuscode";
            if (row[column] is null)
            {
                throw Fault.InvalidArgument($"'{column}' of '{table.LogicalName}' cannot be empty: every row has a state and a status. Set it to one of its options, or leave it out.");
            }
        }

        var state = row.Value<OptionSetValue>("statecode");
        var status = row.Value<OptionSetValue>("statuscode");
        if ((state is null && status is null) || row.HasOther<OptionSetValue>("statecode") || row.HasOther<OptionSetValue>("statuscode"))
        {
            return;
        }

        var wanted = state?.Value ?? current;
        if (status is null)
        {
            if (DefaultStatus(statecode, statuscode, wanted) is { } implied)
            {
                row["statuscode"] = new OptionSetValue(implied);
                CheckTransition(table, statuscode, row, currentStatus, implied);
            }

            return;
        }

        if (statuscode.Option(status.Value) is { State: { } belongs } && belongs != wanted)
        {
            throw Fault.Of(StatusOfAnotherState,
                $"{status.Value} is not a valid status code for state code {statecode.Option(wanted)?.InvariantName ?? Fault.Show(wanted)} on {table.LogicalName} with Id {row.Id:D}. It belongs to state {belongs}: set statecode to {belongs} with it, or choose a status of state {wanted}.");
        }

        CheckTransition(table, statuscode, row, currentStatus, status.Value);
    }

    private static void CheckTransition(TableDefinition table, ColumnDefinition statuscode, Entity row, int? from, int to)
    {
        if (!table.EnforcesTransitions || from is not { } status || status == to || statuscode.Option(status)?.NextStatuses is not { } next || next.Contains(to))
        {
            return;
        }

        throw Fault.Of(StatusOfAnotherState,
            $"{to} is not a valid status code for {table.LogicalName} with Id {row.Id:D}: from status {status} it may go to {(next.Count == 0 ? "none" : string.Join(", ", next))} only. Go there by way of one of them.");
    }
}
