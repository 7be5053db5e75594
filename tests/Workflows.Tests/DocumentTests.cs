using System;
using System.Activities;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.Xrm.Sdk.Workflow;
using Smarketing.Cli.Solutions;
using Smarketing.Crm.Workflows;
using Xunit;

namespace Smarketing.Tests.Workflows;

/// <summary>What makers read about the activities names all of them and all of their arguments.</summary>
public sealed class DocumentTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RepositoryLayout.Find([AppContext.BaseDirectory]).Root, "docs", "workflow-activities.md"));

    public static TheoryData<Type> Activities => [.. typeof(ScoreLead).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && typeof(Activity).IsAssignableFrom(type))];

    [Theory]
    [MemberData(nameof(Activities))]
    public void Every_activity_is_explained_with_its_arguments(Type activity)
    {
        Assert.Contains($"## {activity.Name}\n", Page, StringComparison.Ordinal);
        var section = Page.Split($"## {activity.Name}\n", 2)[1].Split("\n## ", 2)[0];
        Assert.All(activity.GetProperties().Where(property => typeof(Argument).IsAssignableFrom(property.PropertyType)), property =>
        {
            var name = property.GetCustomAttribute<InputAttribute>()?.Name ?? property.GetCustomAttribute<OutputAttribute>()?.Name;
            Assert.Contains($"| {name} ", section, StringComparison.Ordinal);
        });
    }
}
