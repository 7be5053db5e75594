using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>
/// Runs a task that has failed piece by piece, each in a transaction of its own: what can be done is done, and what cannot is told and left out. To
/// be called outside any transaction, from an asynchronous step: there a failed request has undone only itself.
/// </summary>
internal static class CarefulSweep
{
    // Each piece is a request of its own, and a step has two minutes.
    private const int MostPieces = 100;

    private static readonly IReadOnlyList<Entity?> Whole = [null];

    /// <summary>Carries out what an alert asks for; nothing when it speaks of something else.</summary>
    public static void CarryOut(SweepContext context, Tables.Alert alert)
    {
        if (SweepFailures.TaskOf(alert) is not { } name || SweepTasks.Find(name) is not { } task)
            return;
        var pieces = task is RowTask rows ? rows.Due(context, MostPieces) : Whole;
        var isWholeDone = true;
        foreach (var piece in pieces)
            isWholeDone = Try(context, name, piece) || piece is not null;
        // Read anew, since some were told just now. What is old and was not is done or no longer due, perhaps since an attempt that was killed.
        var failures = new SweepFailures(context.Service);
        if (pieces.Count < MostPieces)
            failures.HealOld(name, context.Now);
        // What is still wrong is told piece by piece.
        if (isWholeDone)
            failures.Heal(name, context.Now);
    }

    private static bool Try(SweepContext context, string task, Entity? piece)
    {
        try
        {
            RunSweepMessage.Send(context.Service, task, piece?.Id);
            return true;
        }
        // Whatever keeps one piece from being done must not keep the others.
        catch (Exception exception)
        {
            context.Trace(exception.ToString());
            Tell(context, task, piece, exception.Message);
            return false;
        }
    }

    private static void Tell(SweepContext context, string task, Entity? piece, string reason)
    {
        // Written anew, the alert of the whole task would ask for the same again.
        if (piece is null)
            return;
        var language = AgreementReader.InForce(context.Service)?.Language ?? Languages.English;
        context.Failures.Raise(task, piece, SweepTexts.PieceFailed(task, piece.LogicalName, piece.Id, reason), language, context.Now);
    }
}
