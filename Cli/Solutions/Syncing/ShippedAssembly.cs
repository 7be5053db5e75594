using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Smarketing.Crm.Apis;
using Smarketing.Crm.Steps;

namespace Smarketing.Cli.Solutions.Syncing;

/// <summary>What one of the shipped assemblies asks the platform to register.</summary>
/// <param name="FullName">The strong name.</param>
/// <param name="Types">Classes the platform instantiates, in ordinal order.</param>
/// <param name="Steps">Their registrations, in ordinal order of the class.</param>
public sealed record ShippedAssembly(string FullName, IReadOnlyList<RegisteredType> Types, IReadOnlyList<RegisteredStep> Steps)
{
    public const string Plugins = "Smarketing.Crm.Plugins";
    public const string Workflows = "Smarketing.Crm.Workflows";

    /// <summary>The assembly's simple name.</summary>
    public string Name => new AssemblyName(FullName).Name!;

    /// <summary>Reads the assemblies the command line was built with.</summary>
    /// <exception cref="InputException">A class cannot be registered; the message names it.</exception>
    public static IReadOnlyList<ShippedAssembly> ReadAll() => [Read(typeof(Step).Assembly), Read(Assembly.Load(new AssemblyName(Workflows)))];

    public static ShippedAssembly Read(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var classes = assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false }).OrderBy(type => type.FullName, StringComparer.Ordinal).ToList();
        return new ShippedAssembly(
            assembly.FullName!,
            [.. classes.Where(IsRegistered).Select(type => new RegisteredType(type.FullName!, IsActivity(type)))],
            [.. classes.Where(type => typeof(Step).IsAssignableFrom(type)).Select(ReadStep)]);
    }

    private static bool IsRegistered(Type type) => typeof(Step).IsAssignableFrom(type) || typeof(Api).IsAssignableFrom(type) || IsActivity(type);

    /// <summary>By name, because the workflow contracts come from elsewhere on .NET Framework.</summary>
    private static bool IsActivity(Type type) => type.BaseType is { } parent && (parent.FullName == "System.Activities.CodeActivity" || IsActivity(parent));

    private static RegisteredStep ReadStep(Type type)
    {
        try
        {
            return RegisteredStep.Of(type.FullName!, ((Step)Activator.CreateInstance(type)!).Registration);
        }
        catch (Exception fault) when (fault is MissingMethodException or TargetInvocationException or InvalidOperationException)
        {
            var reason = fault is MissingMethodException ? "it has no public constructor without parameters, which the platform needs." : (fault.InnerException ?? fault).Message;
            throw new InputException($"Step {type.FullName} cannot be registered: {reason} Correct the class, build, and run the command again.", fault);
        }
    }
}

/// <param name="TypeName">Full name of the class.</param>
/// <param name="IsActivity">Whether makers place it in workflows.</param>
public sealed record RegisteredType(string TypeName, bool IsActivity);

/// <summary>A registration as plain values, the way it is written to XML.</summary>
/// <param name="TypeName">Full name of the step's class.</param>
/// <param name="Message">Create, Update, …</param>
/// <param name="Table">Logical name, or <c>null</c> for a message without table.</param>
/// <param name="Stage">10, 20 or 40.</param>
/// <param name="IsAsync">Whether it runs after the transaction.</param>
/// <param name="Order">Lower runs first.</param>
/// <param name="FilteringColumns">Empty means any.</param>
/// <param name="Images">By name, <c>pre</c> or <c>post</c>; a list of columns, empty for all.</param>
/// <param name="Description">English.</param>
public sealed record RegisteredStep(
    string TypeName,
    string Message,
    string? Table,
    int Stage,
    bool IsAsync,
    int Order,
    IReadOnlyList<string> FilteringColumns,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Images,
    string Description)
{
    public static RegisteredStep Of(string typeName, StepRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var images = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var image in new[] { registration.PreImage, registration.PostImage }.OfType<ImageRegistration>())
        {
            images.Add(image.Name, image.Columns);
        }
        return new RegisteredStep(
            typeName, registration.Message, registration.Table, registration.Stage, registration.IsAsync, registration.Order,
            registration.FilteringColumns, images, registration.Description);
    }
}
