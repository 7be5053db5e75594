using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Pipeline;

public class ImageTests
{
    [Fact]
    public void Images_hold_the_chosen_columns_before_and_after()
    {
        using var org = new TestOrganization();
        var images = new[] { new ImageDefinition("pre", true, false, ["subject"]), new ImageDefinition("post", false, true, ["subject", "jobtitle"]) };
        org.On("Update", "lead", Stage.PostOperation, run =>
        {
            org.Log.Add(Describe(run.Context.PreEntityImages["pre"]));
            org.Log.Add(Describe(run.Context.PostEntityImages["post"]));
        }, images: images);
        var id = org.Lead("Martin", ("subject", "old"), ("jobtitle", "CEO"));
        org.Service.Update(new Entity("lead", id) { ["subject"] = "new" });
        Assert.Equal(["leadid subject=old", "jobtitle=CEO leadid subject=new"], org.Log);
    }

    [Fact]
    public void An_image_without_columns_holds_every_column_that_has_a_value()
    {
        using var org = new TestOrganization();
        Entity? image = null;
        org.On("Update", "lead", Stage.PreOperation, run => image = run.Context.PreEntityImages["pre"], images: [new ImageDefinition("pre", true, false, null)]);
        var id = org.Lead("Martin", ("subject", "old"));
        org.Service.Update(new Entity("lead", id) { ["subject"] = "new" });
        Assert.NotNull(image);
        Assert.Equal(("old", "Martin"), (image.GetAttributeValue<string>("subject"), image.GetAttributeValue<string>("lastname")));
        Assert.False(image.Contains("jobtitle"));
    }

    [Fact]
    public void A_create_has_an_image_after_and_none_before()
    {
        using var org = new TestOrganization();
        var images = new[] { new ImageDefinition("image", true, true, ["lastname"]) };
        org.On("Create", "lead", Stage.PostOperation, run => org.Log.Add($"{run.Context.PreEntityImages.Count} {run.Context.PostEntityImages["image"]["lastname"]}"), images: images);
        org.Lead();
        Assert.Equal(["0 Martin"], org.Log);
    }

    [Fact]
    public void A_delete_still_knows_the_row_afterwards()
    {
        using var org = new TestOrganization();
        org.On("Delete", "lead", Stage.PostOperation, run => org.Log.Add((string)run.Context.PreEntityImages["pre"]["lastname"]), images: [new ImageDefinition("pre", true, false, ["lastname"])]);
        org.Service.Delete("lead", org.Lead());
        Assert.Equal(["Martin"], org.Log);
    }

    [Fact]
    public void A_pre_image_in_post_operation_is_of_before_the_main_operation()
    {
        using var org = new TestOrganization();
        org.On("Update", "lead", Stage.PostOperation, run => org.Log.Add((string)run.Context.PreEntityImages["pre"]["subject"]), images: [new ImageDefinition("pre", true, false, ["subject"])], filtering: ["subject"]);
        var id = org.Lead("Martin", ("subject", "old"));
        org.Service.Update(new Entity("lead", id) { ["subject"] = "new" });
        Assert.Equal(["old"], org.Log);
    }

    [Fact]
    public void A_plug_in_that_changes_its_image_changes_nobody_elses()
    {
        using var org = new TestOrganization();
        var images = new[] { new ImageDefinition("pre", true, false, null) };
        org.On("Update", "lead", Stage.PostOperation, run =>
        {
            run.Context.PreEntityImages["pre"]["subject"] = "scribbled";
            run.Context.PreEntityImages["pre"].GetAttributeValue<OptionSetValue>("statuscode").Value = 99;
        }, images: images, rank: 1);
        org.On("Update", "lead", Stage.PostOperation, run => org.Log.Add(
            $"{run.Context.PreEntityImages["pre"]["subject"]} {run.Context.PreEntityImages["pre"].GetAttributeValue<OptionSetValue>("statuscode").Value}"), images: images, rank: 2);
        var id = org.Lead("Martin", ("subject", "old"));
        org.Service.Update(new Entity("lead", id) { ["jobtitle"] = "CEO" });
        Assert.Equal(["old 1"], org.Log);
    }

    private static string Describe(Entity image) =>
        string.Join(' ', image.Attributes.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => a.Value is Guid ? a.Key : $"{a.Key}={a.Value}"));
}
