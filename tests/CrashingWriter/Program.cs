using System;
using System.Globalization;

namespace Smarketing.Tests.Crashing;

/// <summary>Writes into a database file until it is killed, and says on its output what is committed; <c>ready</c> comes first.</summary>
internal static class Program
{
    private static void Main(string[] arguments)
    {
        using var organization = Scene.Open(arguments[0]);
        var writer = new Writer(organization.CreateService(), new Random(int.Parse(arguments[1], CultureInfo.InvariantCulture)), Say);
        using var background = organization.StartAsyncService();
        Say("ready");
        while (true)
        {
            writer.Turn();
        }
    }

    // It is out before the next request begins.
    private static void Say(string what)
    {
        Console.Out.WriteLine(what);
        Console.Out.Flush();
    }
}
