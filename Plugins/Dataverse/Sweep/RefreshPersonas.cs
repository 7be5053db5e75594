using System.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse.ClosedLoop;

namespace Smarketing.Crm.Dataverse.Sweep;

/// <summary>
/// Says of each persona what its leads came to: compared once a day and written when it has changed. Marking would cost a write for nearly
/// everything that happens, all to the same few rows; a day costs three reads. The last persona is written each time: it tells when all were
/// looked at, so that one stopped before goes on.
/// </summary>
internal sealed class RefreshPersonas : ISweepTask
{
    public string Name => "personas";

    public int Run(SweepContext context, int budget)
    {
        var query = new QueryExpression(Tables.Persona.EntityLogicalName) { ColumnSet = PersonaFigures.Columns, NoLock = true };
        query.AddOrder(Tables.Persona.PrimaryIdAttribute, OrderType.Ascending);
        var personas = Pages.All(context.Service, query).Select(row => row.ToEntity<Tables.Persona>()).ToArray();
        if (personas.Length == 0 || Figures.Hold(personas[personas.Length - 1].FiguredOn, context.Now))
            return 0;
        var figures = PersonaFigures.Read(context.Service);
        var done = 0;
        foreach (var persona in personas)
        {
            if (done == budget)
                break;
            var row = figures.RowOf(persona.Id, context.Now);
            if (persona != personas[personas.Length - 1] && Figures.Same(row, persona))
                continue;
            context.Service.Update(row);
            done++;
        }

        return done;
    }
}
