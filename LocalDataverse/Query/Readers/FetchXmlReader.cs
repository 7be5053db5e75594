using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Query.Tree;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query.Readers;

/// <summary>Reads FetchXML into a tree. Elements and attributes it does not know fault; those that only tune the platform are passed over.</summary>
internal sealed class FetchXmlReader
{
    // More than links and filters may nest; building a tree far deeper would take for ever.
    private const int MostLevels = 250;

    private readonly TreeBuilder builder;
    private readonly bool isAggregate;

    private FetchXmlReader(TreeBuilder builder, bool isAggregate)
    {
        this.builder = builder;
        this.isAggregate = isAggregate;
    }

    public static QueryTree Read(string? fetchXml, Func<string, TableLayout> layouts)
    {
        var fetch = Parse(fetchXml);
        Require(fetch, "fetch");
        AllowAttributes(
            fetch, "version", "mapping", "output-format", "distinct", "top", "count", "page", "paging-cookie", "returntotalrecordcount", "aggregate",
            "aggregatelimit", "useraworderby", "no-lock", "latematerialize", "options", "savedqueryid", "min-active-row-version", "utc-offset");
        AllowElements(fetch, "entity");
        var entity = fetch.Elements().Count() == 1 ? fetch.Elements().Single() : throw Fault.InvalidQuery("A fetch holds exactly one entity element. Put the others in link-entity.");
        AllowAttributes(entity, "name", "enableprefiltering", "prefilterparametername");
        var reader = new FetchXmlReader(new TreeBuilder(layouts, Text(entity, "name")), Flag(fetch, "aggregate"));
        var tree = reader.builder.Tree;

        // All tables first: a filter may name a link that comes later.
        var tables = new List<(XElement Element, TableNode Table)> { (entity, tree.Root) };
        reader.Link(entity, tree.Root, tables);
        foreach (var (element, table) in tables)
            reader.Columns(element, table);
        foreach (var (element, table) in tables)
            reader.FilterAndOrder(element, table);

        tree.Distinct = Flag(fetch, "distinct") && !reader.isAggregate;
        tree.SortsChoicesByValue = Flag(fetch, "useraworderby");
        tree.AggregateLimit = AggregateLimit(fetch);
        reader.builder.Page(Number(fetch, "top"), Number(fetch, "page") ?? 1, Number(fetch, "count") ?? 0, Text(fetch, "paging-cookie"), Flag(fetch, "returntotalrecordcount"));
        return tree;
    }

    private static int AggregateLimit(XElement fetch) => Number(fetch, "aggregatelimit") switch
    {
        null => QueryTree.LargestAggregate,
        > 0 and <= QueryTree.LargestAggregate and var limit => limit,
        var limit => throw Fault.InvalidQuery($"aggregatelimit is {limit.Value.ToString(CultureInfo.InvariantCulture)}; it takes 1 to {QueryTree.LargestAggregate.ToString(CultureInfo.InvariantCulture)}."),
    };

    private void Link(XElement parent, TableNode table, List<(XElement Element, TableNode Table)> tables)
    {
        foreach (var link in parent.Elements("link-entity"))
        {
            // In FetchXML "from" is the linked table's column and "to" the parent's.
            var node = builder.Link(table, Text(link, "name"), Text(link, "to"), Text(link, "from"), LinkType(link), Text(link, "alias"));
            tables.Add((link, node));
            Link(link, node, tables);
        }
    }

    private void FilterLink(XElement link, TableNode owner, FilterNode filter, int level)
    {
        var first = builder.FilterLink(owner, filter, Text(link, "name"), Text(link, "to"), Text(link, "from"), LinkType(link), Text(link, "alias"));
        var tables = new List<(XElement Element, TableNode Table)> { (link, first) };
        Link(link, first, tables);
        foreach (var (element, table) in tables)
            Columns(element, table);
        foreach (var (element, table) in tables)
            FilterAndOrder(element, table, level);
    }

    private static JoinOperator LinkType(XElement link)
    {
        AllowAttributes(link, "name", "from", "to", "alias", "link-type", "intersect", "visible", "enableprefiltering", "prefilterparametername");
        return Text(link, "link-type") switch
        {
            null or "" or "inner" or "natural" => JoinOperator.Inner,
            "outer" => JoinOperator.LeftOuter,
            "exists" => JoinOperator.Exists,
            "in" => JoinOperator.In,
            "matchfirstrowusingcrossapply" => JoinOperator.MatchFirstRowUsingCrossApply,
            "any" => JoinOperator.Any,
            "not any" => JoinOperator.NotAny,
            "all" => JoinOperator.All,
            "not all" => JoinOperator.NotAll,
            var other => throw Fault.InvalidQuery($"'{other}' is no link-type. Use inner or outer.", ErrorCodes.InvalidJoinOperator),
        };
    }

    private void Columns(XElement element, TableNode table)
    {
        AllowElements(element, "attribute", "all-attributes", "no-attrs", "order", "filter", "link-entity");
        table.AllColumns = element.Element("all-attributes") is not null;
        builder.RequireRows(table, table.AllColumns || element.Element("attribute") is not null, element.Element("order") is not null);
        foreach (var attribute in element.Elements("attribute"))
        {
            AllowAttributes(attribute, "name", "alias", "aggregate", "groupby", "distinct", "dategrouping", "usertimezone", "rowaggregate", "addedby", "build");
            if (attribute.Attribute("rowaggregate") is not null)
                throw Unsupported.Feature("rowaggregate");
            var aggregate = Text(attribute, "aggregate");
            var groups = Flag(attribute, "groupby");
            if (isAggregate)
                Aggregate(table, attribute, aggregate, groups);
            else if (aggregate is not null || groups)
                throw Fault.InvalidQuery("An attribute has aggregate or groupby, but the fetch has no aggregate='true'. Add it.");
            else
                TreeBuilder.Select(table, Text(attribute, "name"), Text(attribute, "alias"));
        }

        if (isAggregate && table.AllColumns)
            throw Fault.InvalidQuery("An aggregate fetch cannot ask for all attributes. Name each with aggregate or groupby.");
    }

    private void Aggregate(TableNode table, XElement attribute, string? aggregate, bool groups)
    {
        var name = Text(attribute, "name") ?? throw Fault.InvalidQuery($"A column of '{table.Alias}' has no name. Name it.");
        var alias = Text(attribute, "alias") ?? throw Fault.InvalidQuery($"The attribute '{name}' of an aggregate fetch has no alias. Give it one.");
        var kind = (aggregate, groups) switch
        {
            (null, true) => AggregateKind.GroupBy,
            ("count", false) => AggregateKind.Count,
            ("countcolumn", false) => AggregateKind.CountColumn,
            ("sum", false) => AggregateKind.Sum,
            ("avg", false) => AggregateKind.Avg,
            ("min", false) => AggregateKind.Min,
            ("max", false) => AggregateKind.Max,
            (null, false) => throw Fault.InvalidQuery($"The attribute '{name}' of an aggregate fetch has neither aggregate nor groupby. Give it one of them."),
            (_, true) => throw Fault.InvalidQuery($"The attribute '{name}' has both aggregate and groupby. Give it one of them."),
            _ => throw Fault.InvalidQuery($"'{aggregate}' is no aggregate. Use count, countcolumn, sum, avg, min or max."),
        };
        builder.Aggregate(new AggregateNode(table, table.Layout.Get(name), kind, alias, Flag(attribute, "distinct"))
        {
            Part = DateParts.Of(Text(attribute, "dategrouping")),
            InUserZone = Text(attribute, "usertimezone") is null or "" || Flag(attribute, "usertimezone"),
        });
    }

    private void FilterAndOrder(XElement element, TableNode table, int level = 1)
    {
        var filters = element.Elements("filter").Select(f => Filter(f, table, level)).ToList();
        if (filters.Count > 0)
        {
            table.Filter = new FilterNode();
            table.Filter.Filters.AddRange(filters);
        }

        foreach (var order in element.Elements("order"))
        {
            AllowAttributes(order, "attribute", "alias", "descending", "entityname");
            if (isAggregate)
            {
                var alias = Text(order, "alias") ?? throw Fault.InvalidQuery("An order of an aggregate fetch needs an alias. Name one of its attributes.");
                builder.OrderByAlias(alias, Flag(order, "descending"));
            }
            else
            {
                builder.Order(table, Text(order, "entityname"), Text(order, "attribute"), Flag(order, "descending"));
            }
        }
    }

    private FilterNode Filter(XElement filter, TableNode table, int level)
    {
        TreeBuilder.RequireLevel(table, level);
        AllowAttributes(filter, "type", "hint", "isquickfindfields", "overridequickfindrecordlimitenabled", "overridequickfindrecordlimitdisabled");
        AllowElements(filter, "condition", "filter", "link-entity");
        var node = new FilterNode
        {
            IsOr = Text(filter, "type") switch
            {
                null or "" or "and" => false,
                "or" => true,
                var other => throw Fault.InvalidQuery($"'{other}' is no filter type. Use and or or.", ErrorCodes.InvalidFilterType),
            },
        };
        foreach (var child in filter.Elements())
        {
            switch (child.Name.LocalName)
            {
                case "filter": node.Filters.Add(Filter(child, table, level + 1)); break;
                case "link-entity": FilterLink(child, table, node, level + 1); break;
                default: node.Conditions.Add(Condition(child, table)); break;
            }
        }

        return node;
    }

    private ConditionNode Condition(XElement condition, TableNode table)
    {
        AllowAttributes(condition, "attribute", "operator", "value", "entityname", "valueof", "column", "aggregate", "alias", "uiname", "uitype", "uihidden");
        AllowElements(condition, "value");
        foreach (var unknown in condition.Attributes().Where(a => a.Name.LocalName is "column" or "aggregate" or "alias"))
            throw Unsupported.Fetch($"the attribute '{unknown.Name.LocalName}' of condition");
        var name = Text(condition, "operator") ?? throw Fault.InvalidQuery("A condition has no operator. Name it.");
        if (!FetchOperators.ByName.TryGetValue(name, out var op))
            throw Fault.InvalidQuery($"'{name}' is no condition operator. Check the spelling.", ErrorCodes.InvalidConditionOperator);
        if (Text(condition, "valueof") is { } other)
        {
            return condition.Attribute("value") is null && !condition.HasElements
                ? builder.Comparison(table, Text(condition, "entityname"), Text(condition, "attribute"), op, other, acrossTables: true)
                : throw Fault.InvalidQuery($"The condition on '{Text(condition, "attribute")}' has both a value and valueof. Give one of them.");
        }

        var values = condition.Elements("value").Select(object? (v) => v.Value).ToList();
        if (condition.Attribute("value") is { } value && (values.Count == 0 || value.Value.Length > 0))
            values.Insert(0, value.Value);
        return builder.Condition(table, Text(condition, "entityname"), Text(condition, "attribute"), op, values, isText: true);
    }

    private static XElement Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw Fault.InvalidQuery("The FetchXML is empty. Give a fetch element.");
        try
        {
            using var scan = Open(text);
            while (scan.Read())
            {
                if (scan.Depth > MostLevels)
                    throw Fault.InvalidQuery($"The FetchXML nests more than {MostLevels.ToString(CultureInfo.InvariantCulture)} elements deep. Put conditions that belong together into one filter.");
            }

            using var reader = Open(text);
            return XElement.Load(reader);
        }
        catch (XmlException e)
        {
            throw Fault.InvalidQuery($"Invalid XML. {e.Message} Check the FetchXML there.", ErrorCodes.InvalidXml);
        }
    }

    private static XmlReader Open(string text) =>
        XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });

    private static void Require(XElement element, string name)
    {
        if (!string.Equals(element.Name.LocalName, name, StringComparison.Ordinal))
            throw Fault.InvalidQuery($"FetchXML begins with {name}, not with {element.Name.LocalName}.", ErrorCodes.InvalidFetchNode);
    }

    private static void AllowAttributes(XElement element, params string[] names)
    {
        foreach (var attribute in element.Attributes())
        {
            if (!attribute.IsNamespaceDeclaration && !names.Contains(attribute.Name.LocalName, StringComparer.Ordinal))
                throw Unsupported.Fetch($"the attribute '{attribute.Name.LocalName}' of {element.Name.LocalName}");
        }
    }

    private static void AllowElements(XElement element, params string[] names)
    {
        foreach (var child in element.Elements())
        {
            if (!names.Contains(child.Name.LocalName, StringComparer.Ordinal))
                throw Unsupported.Fetch($"the element '{child.Name.LocalName}' in {element.Name.LocalName}");
        }
    }

    private static string? Text(XElement element, string name) => element.Attribute(name)?.Value;

    private static bool Flag(XElement element, string name) => Text(element, name) switch
    {
        null or "" or "0" or "false" => false,
        "1" or "true" => true,
        var other => throw Fault.InvalidQuery($"The attribute '{name}' of {element.Name.LocalName} is '{other}'. Use true or false."),
    };

    private static int? Number(XElement element, string name) => Text(element, name) switch
    {
        null or "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw Fault.InvalidQuery($"The attribute '{name}' of {element.Name.LocalName} is '{text}'. Give a whole number."),
    };
}
