using System;
using System.Activities;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;
using Smarketing.Cli.Solutions;
using Smarketing.Crm.Workflows;
using Xunit;

namespace Smarketing.Tests.Workflows;

/// <summary>What makers can do is what the custom APIs of the solution do: an activity for each, with all its parameters.</summary>
public sealed class EveryApiTests
{
    private static readonly string Apis = Path.Combine(RepositoryLayout.Find([AppContext.BaseDirectory]).SolutionSource, "customapis");

    // What a custom API's parameter types are in code (Dataverse: customapirequestparameter.type).
    private static readonly Dictionary<string, Type> Types = new(StringComparer.Ordinal)
    {
        ["0"] = typeof(bool), ["1"] = typeof(DateTime), ["2"] = typeof(decimal), ["5"] = typeof(EntityReference), ["6"] = typeof(double),
        ["7"] = typeof(int), ["8"] = typeof(Money), ["9"] = typeof(OptionSetValue), ["10"] = typeof(string),
        // A workflow has no unique identifier: it goes as text.
        ["12"] = typeof(string),
    };

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Apis).Select(folder => Path.GetFileName(folder)).Where(name => !IsPrivate(name)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_activity_of_its_name_asks_and_answers_all_that_the_api_does(string name)
    {
        var activity = ActivityOf(name);
        var inputs = Arguments<InArgument>(activity);
        var outputs = Arguments<OutArgument>(activity);
        var asked = Parts(name, "customapirequestparameter").ToDictionary(p => p.Name, p => p.Type, StringComparer.Ordinal);
        var answered = Parts(name, "customapiresponseproperty").ToDictionary(p => p.Name, p => p.Type, StringComparer.Ordinal);

        // The row an API is bound to is named after its table.
        var target = Definition(name).Element("boundentitylogicalname")?.Value;
        Assert.Equal(asked.Count + (target is null ? 0 : 1), inputs.Count);
        Assert.Equal(target, inputs.Where(i => !asked.ContainsKey(i.Key)).Select(i => i.Value.Property.GetCustomAttribute<ReferenceTargetAttribute>()?.EntityName).FirstOrDefault());
        Assert.All(asked, part => Assert.Equal(part.Value, inputs[part.Key].Type));
        Assert.Equal(answered.Keys.Order(StringComparer.Ordinal), outputs.Keys.Order(StringComparer.Ordinal));
        Assert.All(answered, part => Assert.Equal(part.Value, outputs[part.Key].Type));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Makers_read_a_name_for_every_argument_and_must_fill_what_the_api_requires(string name)
    {
        var activity = ActivityOf(name);
        var required = Parts(name, "customapirequestparameter").Where(p => !p.IsOptional).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(Arguments<InArgument>(activity), argument =>
        {
            Assert.False(string.IsNullOrWhiteSpace(argument.Value.Property.GetCustomAttribute<InputAttribute>()?.Name));
            var isTarget = argument.Value.Property.GetCustomAttribute<ReferenceTargetAttribute>() is not null;


            // A yes or no is never left open by a maker.
            var mustBeFilled = isTarget || (required.Contains(argument.Key) && argument.Value.Type != typeof(bool));
            Assert.Equal(mustBeFilled, argument.Value.Property.GetCustomAttribute<RequiredArgumentAttribute>() is not null);
        });
        Assert.All(Arguments<OutArgument>(activity), argument => Assert.False(string.IsNullOrWhiteSpace(argument.Value.Property.GetCustomAttribute<OutputAttribute>()?.Name)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_activity_hands_on_what_is_filled_in_and_hands_back_what_is_answered(string name)
    {
        var activity = ActivityOf(name);
        var platform = new Platform();
        foreach (var (answer, type) in Parts(name, "customapiresponseproperty").Select(p => (p.Name, p.Raw)))
            platform.Answer[answer] = Sample(type);
        var inputs = Arguments<InArgument>(activity).ToDictionary(
            a => a.Key, a => SampleOf(a.Value.Type, a.Value.Property.GetCustomAttribute<ReferenceTargetAttribute>()?.EntityName), StringComparer.Ordinal);

        var outputs = platform.Run((Activity)Activator.CreateInstance(activity)!, inputs);

        Assert.Equal(name, platform.Asked!.RequestName);
        Assert.Equal(platform.UserId, platform.ActedAs);
        Assert.All(Parts(name, "customapirequestparameter"), part => Assert.Equal(inputs[part.Name], platform.Asked[part.Name]));
        Assert.All(Parts(name, "customapiresponseproperty"), part => Assert.Equal(part.Raw == "12" ? Sample("12").ToString() : Sample(part.Raw), outputs[part.Name]));
        if (Definition(name).Element("boundentitylogicalname") is not null)
            Assert.IsType<EntityReference>(platform.Asked["Target"]);
    }

    private static Type ActivityOf(string api) =>
        typeof(ScoreLead).Assembly.GetExportedTypes().SingleOrDefault(type => "smk_" + type.Name == api && typeof(Activity).IsAssignableFrom(type))
        ?? throw new InvalidOperationException($"The custom API {api} has no activity: add Workflows/{api["smk_".Length..]}.cs.");

    private static Dictionary<string, (PropertyInfo Property, Type Type)> Arguments<T>(Type activity) => activity.GetProperties()
        .Where(property => typeof(T).IsAssignableFrom(property.PropertyType))
        .ToDictionary(property => property.Name, property => (property, property.PropertyType.GetGenericArguments()[0]), StringComparer.Ordinal);

    private static XElement Definition(string api) => XElement.Load(Path.Combine(Apis, api, "customapi.xml"));

    private static bool IsPrivate(string api) => Definition(api).Element("isprivate")?.Value == "1";

    private static IEnumerable<(string Name, Type Type, string Raw, bool IsOptional)> Parts(string api, string kind)
    {
        var folder = Path.Combine(Apis, api, kind == "customapirequestparameter" ? "customapirequestparameters" : "customapiresponseproperties");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, kind + ".xml", SearchOption.AllDirectories).Select(file => XElement.Load(file)).Select(part =>
                (part.Attribute("uniquename")!.Value, Types[part.Element("type")!.Value], part.Element("type")!.Value, part.Element("isoptional")?.Value == "1"))
            : [];
    }

    private static object SampleOf(Type type, string? table) =>
        type == typeof(EntityReference) ? new EntityReference(table ?? "account", new Guid("11111111-2222-3333-4444-555555555555")) : Sample(Types.First(t => t.Value == type).Key);

    private static object Sample(string type) => type switch
    {
        "0" => true,
        "1" => new DateTime(2026, 3, 2, 9, 30, 0, DateTimeKind.Utc),
        "2" => 12.5m,
        "5" => new EntityReference("account", new Guid("11111111-2222-3333-4444-555555555555")),
        "7" => 727000001,
        "12" => new Guid("11111111-2222-3333-4444-555555555555"),
        _ => "a text",
    };
}
