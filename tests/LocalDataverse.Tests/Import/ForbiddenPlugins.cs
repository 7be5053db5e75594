using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Xrm.Sdk;

// Never run: the sandbox check reads their code out of this very assembly.
#pragma warning disable CA5392, SYSLIB1054, CA1416
namespace Smarketing.Tests.LocalDataverse.Import.Forbidden;

public sealed class ReadsFile : IPlugin
{
    public void Execute(IServiceProvider serviceProvider) => Console.WriteLine(File.ReadAllText("secret"));
}

public sealed class ReadsPath : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        using var reader = new StreamReader("secret");
        Console.WriteLine(reader.ReadToEnd());
    }
}

public sealed class ReadsStream : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        using var reader = new StreamReader(new MemoryStream());
        Console.WriteLine(reader.ReadToEnd());
    }
}

public sealed class StartsProcess : IPlugin
{
    public void Execute(IServiceProvider serviceProvider) => Process.Start("calc");
}

public sealed class OpensSocket : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        using var client = new TcpClient("host", 80);
    }
}

public sealed class CallsLoopback : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        using var client = new HttpClient();
        _ = client.GetAsync(new Uri("http://127.0.0.1:8080/score"));
    }
}

public sealed class CallsByName : IPlugin
{
    public void Execute(IServiceProvider serviceProvider)
    {
        using var client = new HttpClient();
        _ = client.GetAsync(new Uri("https://scores.example.com/score"));
    }
}

public sealed class LoadsAssembly : IPlugin
{
    public void Execute(IServiceProvider serviceProvider) => Assembly.LoadFrom("other.dll");
}

public sealed class CallsUnmanaged : IPlugin
{
    public void Execute(IServiceProvider serviceProvider) => Beep(440, 100);

    [DllImport("kernel32.dll")]
    private static extern bool Beep(uint frequency, uint duration);
}

public sealed class EndsProcess : IPlugin
{
    public void Execute(IServiceProvider serviceProvider) => Environment.Exit(1);
}

/// <summary>Does it in a lambda of a helper that only its helper knows.</summary>
public sealed class DoesItFarAway : IPlugin
{
    public void Execute(IServiceProvider serviceProvider) => Console.WriteLine(Near.Names(["a"]).Count());

    private static class Near
    {
        public static IEnumerable<string> Names(string[] names) => names.Select(n => Far<string>.Name(n));
    }

    private static class Far<T>
    {
        public static string Name(string name) => new[] { name }.Select(n => File.Exists(n) ? n : typeof(T).Name).First();
    }
}

/// <summary>Reads a file in code nobody calls: another type of the assembly, which the plug-in does not name.</summary>
public sealed class DoesNothing : IPlugin
{
    public void Execute(IServiceProvider serviceProvider) => Console.WriteLine(DateTime.UnixEpoch);
}
