using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using Smarketing.Cli.Solutions;

namespace Smarketing.Cli.Commands;

/// <summary><c>smk pack</c>: the unpacked solution and the built assemblies become the zips that environments import.</summary>
public static class PackCommand
{
    private static readonly Option<bool> Managed = new("--managed") { Description = "Only the managed package, for environments that use the product." };
    private static readonly Option<bool> Unmanaged = new("--unmanaged") { Description = "Only the unmanaged package, for environments where it is developed." };
    private static readonly Option<string?> Out = new("--out") { Description = "The folder to write to (artifacts/solution).", HelpName = "DIR", Validators = { CommonOptions.NotEmpty } };
    private static readonly Option<bool> CheckOnly = new("--check") { Description = "Write nothing, only say what keeps the solution from being packed." };

    public static Command Create()
    {
        var command = new Command("pack", "Pack the solution and the built assemblies into zips, byte for byte reproducible.") { Managed, Unmanaged, Out, CheckOnly };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var output = parsed.InvocationConfiguration.Output;
        var layout = parsed.Layout();
        if (parsed.GetValue(CheckOnly))
        {
            var findings = SolutionPacker.Findings(layout);
            foreach (var finding in findings)
            {
                output.WriteLine(finding);
            }
            output.WriteLine(findings.Count == 0 ? "The solution can be packed." : $"{findings.Count.ToString(CultureInfo.InvariantCulture)} to put right before the solution can be packed.");
            return findings.Count == 0 ? ExitCode.Ok : ExitCode.BadInput;
        }
        var folder = Path.GetFullPath(parsed.GetValue(Out) ?? layout.PackedSolutions);
        if (File.Exists(folder))
        {
            throw new InputException($"{folder} is a file; the zips need a folder. Name another one after --out.");
        }

        foreach (var managed in Kinds(parsed))
        {
            var zip = SolutionPacker.Pack(layout, managed);
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, SolutionPacker.FileName(layout, managed));
            File.WriteAllBytes(path, zip);
            output.WriteLine(path);
        }
        return ExitCode.Ok;
    }

    /// <summary>Neither asked for means both.</summary>
    private static List<bool> Kinds(ParseResult parsed)
    {
        var managed = parsed.GetValue(Managed);
        var unmanaged = parsed.GetValue(Unmanaged);
        return managed == unmanaged ? [false, true] : [managed];
    }
}
