using System;
using System.Activities;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;
using Smarketing.Cli.Solutions;
using Smarketing.Crm.Workflows;
using Smarketing.LocalDataverse;
using Xunit;

namespace Smarketing.Tests.Workflows;

/// <summary>The activity is a thin call: what a maker fills in goes to the message, what the message answers comes out.</summary>
public sealed class ScoreLeadTests
{
    private static readonly EntityReference Lead = new("lead", new Guid("11111111-2222-3333-4444-555555555555"));

    [Fact]
    public void It_calls_the_message_for_the_lead_as_the_user_of_the_workflow()
    {
        var platform = new Platform();

        Run(platform, new Dictionary<string, object> { ["Lead"] = Lead });

        Assert.Equal("smk_ScoreLead", platform.Asked!.RequestName);
        Assert.Same(Lead, platform.Asked["Target"]);
        Assert.Equal(platform.UserId, platform.ActedAs);
    }

    [Fact]
    public void It_leaves_the_language_to_the_platform_when_the_maker_names_none()
    {
        var platform = new Platform();

        Run(platform, new Dictionary<string, object> { ["Lead"] = Lead });

        Assert.False(platform.Asked!.Parameters.Contains("LanguageCode"));
    }

    [Fact]
    public void It_hands_on_the_language_the_maker_names()
    {
        var platform = new Platform();

        Run(platform, new Dictionary<string, object> { ["Lead"] = Lead, ["LanguageCode"] = 1036 });

        Assert.Equal(1036, platform.Asked!["LanguageCode"]);
    }

    [Fact]
    public void It_hands_back_what_the_message_answers()
    {
        var platform = new Platform
        {
            Answer =
            {
                ["Fit"] = 61.5m, ["Engagement"] = 20m, ["Score"] = 40.75m, ["Grade"] = "B3", ["Stage"] = 727000001, ["Reasons"] = "because",
            },
        };

        var outputs = Run(platform, new Dictionary<string, object> { ["Lead"] = Lead });

        Assert.Equal(61.5m, outputs["Fit"]);
        Assert.Equal(20m, outputs["Engagement"]);
        Assert.Equal(40.75m, outputs["Score"]);
        Assert.Equal("B3", outputs["Grade"]);
        Assert.Equal(727000001, outputs["Stage"]);
        Assert.Equal("because", outputs["Reasons"]);
    }

    [Fact]
    public void It_hands_back_zero_and_empty_text_for_what_the_message_leaves_out()
    {
        var outputs = Run(new Platform(), new Dictionary<string, object> { ["Lead"] = Lead });

        Assert.Equal(0m, outputs["Score"]);
        Assert.Equal(string.Empty, outputs["Grade"]);
        Assert.Equal(string.Empty, outputs["Fault"]);
    }

    [Fact]
    public void It_reaches_the_message_of_the_solution_that_ships()
    {
        using var organization = LocalOrganization.Open(new LocalOrganizationOptions());
        using var zip = new MemoryStream(SolutionPacker.Pack(RepositoryLayout.Find([AppContext.BaseDirectory]), managed: true));
        organization.ImportSolution(zip);
        var service = organization.CreateService();
        var lead = service.Create(new Entity("lead") { ["lastname"] = "Martin" });

        var outputs = Run(
            new Platform(service), new Dictionary<string, object> { ["Lead"] = new EntityReference("lead", lead), ["LanguageCode"] = 1033 });

        Assert.Contains("No agreement is in force", (string)outputs["Fault"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_lead_is_required_and_must_be_a_lead()
    {
        var lead = typeof(ScoreLead).GetProperty(nameof(ScoreLead.Lead))!;

        Assert.NotNull(lead.GetCustomAttribute<RequiredArgumentAttribute>());
        Assert.Equal("lead", lead.GetCustomAttribute<ReferenceTargetAttribute>()!.EntityName);
    }

    private static IDictionary<string, object> Run(Platform platform, Dictionary<string, object> inputs) => platform.Run(new ScoreLead(), inputs);
}
