using System;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Smarketing.LocalDataverse;
using Smarketing.LocalDataverse.Import;
using Smarketing.LocalDataverse.Import.Sandbox;
using Smarketing.Tests.LocalDataverse.Import.Forbidden;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Import;

public class SandboxTests
{
    private static readonly byte[] Dll = File.ReadAllBytes(typeof(SandboxTests).Assembly.Location);

    [Theory]
    [InlineData(typeof(ReadsFile), "ReadsFile.Execute", "System.IO.File.ReadAllText", "no file system")]
    [InlineData(typeof(ReadsPath), "ReadsPath.Execute", "System.IO.StreamReader..ctor", "no file system")]
    [InlineData(typeof(StartsProcess), "StartsProcess.Execute", "System.Diagnostics.Process.Start", "starts no processes")]
    [InlineData(typeof(OpensSocket), "OpensSocket.Execute", "System.Net.Sockets.TcpClient", "HTTP and HTTPS only")]
    [InlineData(typeof(CallsLoopback), "CallsLoopback.Execute", "'http://127.0.0.1:8080/score'", "never its own machine")]
    [InlineData(typeof(LoadsAssembly), "LoadsAssembly.Execute", "System.Reflection.Assembly.LoadFrom", "plug-in package")]
    [InlineData(typeof(CallsUnmanaged), "CallsUnmanaged.Beep", "kernel32.dll!Beep", "managed, verifiable code")]
    [InlineData(typeof(EndsProcess), "EndsProcess.Execute", "System.Environment.Exit", "InvalidPluginExecutionException")]
    [InlineData(typeof(DoesItFarAway), "DoesItFarAway+Far`1", "System.IO.File.Exists", "reached from Smarketing.Tests.LocalDataverse.Import.Forbidden.DoesItFarAway")]
    public void What_the_sandbox_forbids_is_refused_with_place_member_and_remedy(Type plugin, string place, string member, string words)
    {
        var message = Assert.Throws<SolutionImportException>(() => Check(plugin)).Message;
        Assert.All([place, member, words], part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(typeof(ReadsStream))]
    [InlineData(typeof(CallsByName))]
    [InlineData(typeof(DoesNothing))]
    [InlineData(typeof(Stamp))]
    public void What_is_allowed_or_out_of_reach_passes(Type plugin) => Check(plugin);

    [Theory]
    [InlineData("http://localhost/", true)]
    [InlineData("https://10.0.0.1/a", true)]
    [InlineData("https://[::1]:443/", true)]
    [InlineData("https://[2001:db8::1]/", true)]
    [InlineData("file:///c:/secret.txt", true)]
    [InlineData("https://example.com/10.0.0.1", false)]
    [InlineData("https://localhost.example.com/", false)]
    [InlineData("localhost", false)]
    [InlineData("://", false)]
    public void Addresses_are_judged_by_their_host(string text, bool isForbidden) => Assert.Equal(isForbidden, SandboxRules.ForText(text) is not null);

    [Theory]
    [InlineData("System.Reflection.Emit.DynamicMethod", true)]
    [InlineData("System.Reflection.EmitFree", false)]
    [InlineData("System.IO.Stream", false)]
    [InlineData("Microsoft.Win32.Registry", true)]
    public void A_namespace_forbids_what_lies_in_it(string type, bool isForbidden) => Assert.Equal(isForbidden, SandboxRules.ForType(type) is not null);

    [Fact]
    public void Every_rule_gives_reason_and_remedy()
    {
        var rules = SandboxRules.Namespaces.Concat(SandboxRules.Types.Values).Concat(SandboxRules.Members.Values).Append(SandboxRules.Unmanaged);
        Assert.All(rules, rule => Assert.True(rule.Reason.Length > 10 && rule.Remedy.EndsWith('.'), rule.Name));
    }

    [Fact]
    public void An_assembly_without_strong_name_is_refused()
    {
        using var stream = new MemoryStream();
        using (var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(Dll)))
        {
            assembly.Name.HasPublicKey = false;
            assembly.Name.PublicKey = [];
            assembly.MainModule.Attributes &= ~ModuleAttributes.StrongNameSigned;
            assembly.Write(stream);
        }

        var model = new AssemblyModel(Guid.NewGuid(), "Tests, Version=1.0.0.0", "Tests.dll", stream.ToArray(), []);
        Assert.Contains("Public assembly must have public key token", Assert.Throws<SolutionImportException>(() => SandboxCheck.Check(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_import_with_such_a_plug_in_changes_nothing()
    {
        using var org = new TestOrganization();
        var solution = new MiniSolution().With("Smarketing.Tests.LocalDataverse.Import.Twice", typeof(ReadsFile).FullName!);
        Assert.Contains("ReadsFile", Assert.Throws<SolutionImportException>(() => org.Organization.ImportSolution(solution.Zip())).Message, StringComparison.Ordinal);
        Assert.False(org.Organization.Platform.Catalog.TryTable("mini_thing", out _));
    }

    private static void Check(Type plugin) => SandboxCheck.Check(new AssemblyModel(
        Guid.NewGuid(), plugin.Assembly.FullName!, "Tests.dll", Dll, [new PluginTypeModel(Guid.NewGuid(), plugin.FullName!, plugin.Name, null)]));
}
