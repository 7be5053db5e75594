using System;
using System.Collections.Frozen;
using System.Collections.Generic;

namespace Smarketing.LocalDataverse.Import.Sandbox;

/// <summary>Something plug-ins cannot do in the sandbox of the platform.</summary>
/// <param name="Name">A namespace, a type, or a type and its member.</param>
/// <param name="Reason">What the sandbox says to it.</param>
/// <param name="Remedy">What to do instead.</param>
internal sealed record SandboxRule(string Name, string Reason, string Remedy);

/// <summary>The one table of what plug-ins must not touch. What it does not name is allowed.</summary>
internal static class SandboxRules
{
    private const string NoFiles = "the sandbox has no file system";
    private const string KeepInRows = "Keep data in rows, in notes or in web resources.";
    private const string NoRegistry = "the sandbox has no registry";
    private const string UseVariables = "Read environment variables of Dataverse or the configuration of the step.";
    private const string NoProcesses = "the sandbox starts no processes and does not end its own";
    private const string LeaveToService = "Leave that to a service outside and call it over HTTPS.";
    private const string NoCode = "the sandbox runs no code but that of the assembly";
    private const string ReferTypes = "Put the code into the assembly, or ship dependent assemblies in a plug-in package.";
    private const string OnlyHttp = "the sandbox speaks HTTP and HTTPS only";
    private const string CallHttps = "Call a web service by its name over HTTPS.";
    private const string NoMachine = "the sandbox hides the machine it runs on";
    private const string Trace = "Write to ITracingService or ILogger.";
    private const string NoUnmanaged = "the sandbox runs managed, verifiable code only";
    private const string StayManaged = "Use a managed class instead.";

    /// <summary>Whole namespaces, with those below them.</summary>
    public static IReadOnlyList<SandboxRule> Namespaces { get; } =
    [
        new("System.IO.IsolatedStorage", NoFiles, KeepInRows),
        new("System.IO.MemoryMappedFiles", NoFiles, KeepInRows),
        new("System.IO.Pipes", NoMachine, LeaveToService),
        new("System.IO.Ports", NoMachine, LeaveToService),
        new("System.Reflection.Emit", NoCode, ReferTypes),
        new("System.CodeDom.Compiler", NoCode, ReferTypes),
        new("System.Net.Sockets", OnlyHttp, CallHttps),
        new("System.Net.NetworkInformation", OnlyHttp, CallHttps),
        new("System.Net.Mail", OnlyHttp, "Create an email row and send it with SendEmail."),
        new("System.Data.SqlClient", OnlyHttp, CallHttps),
        new("System.Data.Odbc", OnlyHttp, CallHttps),
        new("System.Data.OleDb", OnlyHttp, CallHttps),
        new("System.DirectoryServices", OnlyHttp, CallHttps),
        new("System.Management", NoMachine, LeaveToService),
        new("System.ServiceProcess", NoMachine, LeaveToService),
    ];

    /// <summary>Whole types.</summary>
    public static FrozenDictionary<string, SandboxRule> Types { get; } = Table(
    [
        new("System.IO.File", NoFiles, KeepInRows),
        new("System.IO.FileInfo", NoFiles, KeepInRows),
        new("System.IO.FileStream", NoFiles, KeepInRows),
        new("System.IO.FileSystemInfo", NoFiles, KeepInRows),
        new("System.IO.FileSystemWatcher", NoFiles, KeepInRows),
        new("System.IO.Directory", NoFiles, KeepInRows),
        new("System.IO.DirectoryInfo", NoFiles, KeepInRows),
        new("System.IO.DriveInfo", NoFiles, KeepInRows),
        new("Microsoft.Win32.Registry", NoRegistry, UseVariables),
        new("Microsoft.Win32.RegistryKey", NoRegistry, UseVariables),
        new("System.Diagnostics.Process", NoProcesses, LeaveToService),
        new("System.Diagnostics.ProcessStartInfo", NoProcesses, LeaveToService),
        new("System.Diagnostics.EventLog", NoMachine, Trace),
        new("System.Diagnostics.PerformanceCounter", NoMachine, Trace),
        new("System.Net.FtpWebRequest", OnlyHttp, CallHttps),
        new("System.Net.HttpListener", OnlyHttp, "Plug-ins are called, they do not listen: offer a custom API."),
        new("System.Runtime.InteropServices.Marshal", NoUnmanaged, StayManaged),
        new("System.Runtime.InteropServices.NativeLibrary", NoUnmanaged, StayManaged),
        new("System.Runtime.Loader.AssemblyLoadContext", NoCode, ReferTypes),
        new("Microsoft.CSharp.CSharpCodeProvider", NoCode, ReferTypes),
        new("System.Net.IPEndPoint", "the sandbox reaches hosts by name only", CallHttps),
    ]);

    /// <summary>Single members of types that are allowed otherwise. A member ending in (String) is the overload whose first parameter is a path.</summary>
    public static FrozenDictionary<string, SandboxRule> Members { get; } = Table(
    [
        new("System.IO.StreamReader..ctor(String)", NoFiles, KeepInRows),
        new("System.IO.StreamWriter..ctor(String)", NoFiles, KeepInRows),
        new("System.IO.Path.GetTempFileName", NoFiles, KeepInRows),
        new("System.IO.Path.GetTempPath", NoFiles, KeepInRows),
        new("System.Environment.Exit", NoProcesses, "Throw InvalidPluginExecutionException."),
        new("System.Environment.FailFast", NoProcesses, "Throw InvalidPluginExecutionException."),
        new("System.Environment.GetEnvironmentVariable", NoMachine, UseVariables),
        new("System.Environment.GetEnvironmentVariables", NoMachine, UseVariables),
        new("System.Environment.SetEnvironmentVariable", NoMachine, UseVariables),
        new("System.Environment.GetFolderPath", NoFiles, KeepInRows),
        new("System.Reflection.Assembly.Load", NoCode, ReferTypes),
        new("System.Reflection.Assembly.LoadFile", NoCode, ReferTypes),
        new("System.Reflection.Assembly.LoadFrom", NoCode, ReferTypes),
        new("System.Reflection.Assembly.LoadWithPartialName", NoCode, ReferTypes),
        new("System.Reflection.Assembly.UnsafeLoadFrom", NoCode, ReferTypes),
        new("System.Reflection.Assembly.ReflectionOnlyLoad", NoCode, ReferTypes),
        new("System.Reflection.Assembly.ReflectionOnlyLoadFrom", NoCode, ReferTypes),
        new("System.AppDomain.Load", NoCode, ReferTypes),
        new("System.AppDomain.CreateDomain", NoCode, ReferTypes),
        new("System.AppDomain.ExecuteAssembly", NoCode, ReferTypes),
        new("System.Activator.CreateInstanceFrom", NoCode, ReferTypes),
        new("System.Activator.CreateComInstanceFrom", NoCode, ReferTypes),
    ]);

    /// <summary>A call into unmanaged code.</summary>
    public static SandboxRule Unmanaged { get; } = new("P/Invoke", NoUnmanaged, StayManaged);

    /// <summary>The rule for a type, if there is one.</summary>
    public static SandboxRule? ForType(string type)
    {
        if (Types.TryGetValue(type, out var rule))
        {
            return rule;
        }

        foreach (var forbidden in Namespaces)
        {
            if (type.Length > forbidden.Name.Length && type[forbidden.Name.Length] == '.' && type.StartsWith(forbidden.Name, StringComparison.Ordinal))
            {
                return forbidden;
            }
        }

        return null;
    }

    /// <summary>The rule for a member, if there is one.</summary>
    public static SandboxRule? ForMember(string type, string member, string? firstParameter) =>
        Members.GetValueOrDefault($"{type}.{member}") ?? (firstParameter is null ? null : Members.GetValueOrDefault($"{type}.{member}({firstParameter})"));

    /// <summary>The rule for a text that names a host, if there is one: hosts are reached by name, and never the own machine.</summary>
    public static SandboxRule? ForText(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal) || !Uri.TryCreate(text, UriKind.Absolute, out var address))
        {
            return null;
        }

        if (address.IsFile)
        {
            return new SandboxRule(text, NoFiles, KeepInRows);
        }

        return address.IsLoopback || address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
            ? new SandboxRule(text, "the sandbox reaches hosts by name only, and never its own machine", "Name a host that DNS resolves.")
            : null;
    }

    private static FrozenDictionary<string, SandboxRule> Table(SandboxRule[] rules) => rules.ToFrozenDictionary(r => r.Name, StringComparer.Ordinal);
}
