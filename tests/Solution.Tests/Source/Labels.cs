using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace Smarketing.Tests.Solution.Source;

public sealed partial class Labels
{
    [Fact]
    public void Every_text_is_there_in_English_and_in_French()
    {
        var oneSided =
            from block in Blocks()
            let languages = block.Labels.Where(label => label.Text.Length > 0).Select(label => label.Language).Order(StringComparer.Ordinal).ToList()
            where languages.Count > 0 && !languages.SequenceEqual(["1033", "1036"], StringComparer.Ordinal)
            select $"{block.Path}: '{block.Labels[0].Text}' is there in {string.Join(", ", languages)}.";

        Assert.Empty(oneSided);
    }

    [Fact]
    public void English_comes_first_because_it_is_the_base_language()
    {
        var otherwise = Blocks().Where(block => block.Labels[0].Language != "1033").Select(block => $"{block.Path}: '{block.Labels[0].Text}'");

        Assert.Empty(otherwise);
    }

    [Fact]
    public void Every_column_has_a_name_and_a_description_in_both_languages()
    {
        var silent =
            from table in SourceTree.Tables.Values
            from column in table.Columns
            from block in new[] { "displaynames", "Descriptions" }
            let texts = Texts(column.Value.Element(block))
            where texts.Count != 2 || texts.Exists(label => string.IsNullOrWhiteSpace(label.Text))
            select $"{table.Path}: {column.Key} lacks {block}.";

        Assert.Empty(silent);
    }

    [Fact]
    public void Every_option_has_a_label_in_both_languages()
    {
        var silent =
            from file in SourceTree.Files
            from option in file.Value.Descendants().Where(element => element.Name.LocalName is "option" or "state" or "status")
            where Texts(option.Element("labels")).Count(label => label.Text.Length > 0) != 2
            select $"{file.Key}: option {option.Attribute("value")?.Value}.";

        Assert.Empty(silent);
    }

    [Fact]
    public void Every_table_form_and_view_has_a_name_in_both_languages()
    {
        var named = SourceTree.Tables.Values.Where(table => table.IsOurs).SelectMany(table => new[] { "LocalizedNames", "LocalizedCollectionNames", "Descriptions" }.Select(block => (table.Path, Block: table.Definition.Element(block))))
            .Concat(SourceTree.Forms.Select(form => (form.Path, Block: form.Form.Element("LocalizedNames"))))
            .Concat(SourceTree.Views.Select(view => (view.Path, Block: view.View.Element("LocalizedNames"))));

        Assert.Empty(named.Where(part => Texts(part.Block).Count(label => label.Text.Length > 0) != 2).Select(part => part.Path));
    }

    [Fact]
    public void French_is_set_as_French_is_printed()
    {
        var careless =
            from block in Blocks()
            from label in block.Labels
            where label.Language == "1036" && Careless().IsMatch(label.Text)
            select $"{block.Path}: {label.Text}";

        Assert.Empty(careless);
    }

    [Fact]
    public void No_text_lost_its_accents_on_the_way()
    {
        var garbled = Blocks().SelectMany(block => block.Labels.Where(label => label.Text.Contains('\uFFFD', StringComparison.Ordinal) || label.Text.Contains('Ã', StringComparison.Ordinal)).Select(label => $"{block.Path}: {label.Text}"));

        Assert.Empty(garbled);
    }

    [Fact]
    public void Names_of_forms_and_views_of_a_table_differ_in_each_language()
    {
        var views = SourceTree.Views.Select(view => (view.Table, Kind: "view", Names: view.View.Element("LocalizedNames")));
        var twice =
            from part in views
            from label in Texts(part.Names)
            group label by (part.Table, part.Kind, label.Language, label.Text) into same
            where same.Count() > 1
            select $"{same.Key.Table}: {same.Key.Text}";

        Assert.Empty(twice);
    }

    /// <summary>A straight apostrophe, or an ordinary space where French asks for one that does not break.</summary>
    [GeneratedRegex("'| [;:?!%»]|« ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Careless();

    /// <summary>The labels directly below an element; site maps write theirs as titles with an LCID.</summary>
    private static List<Label> Texts(XElement? block) =>
    [
        .. from label in block?.Elements() ?? []
           let language = label.Attribute("languagecode") ?? label.Attribute("LCID")
           where language is not null
           select new Label(language.Value, label.Attribute("description", label.Attribute("Title", ""))),
    ];

    /// <summary>Every element whose children are labels, wherever it stands.</summary>
    private static IEnumerable<LabelBlock> Blocks() =>
        from file in SourceTree.Files
        from element in file.Value.DescendantsAndSelf()
        let labels = Texts(element)
        where labels.Count > 0
        select new LabelBlock(file.Key, labels);

    private sealed record Label(string Language, string Text);

    private sealed record LabelBlock(string Path, List<Label> Labels);
}
