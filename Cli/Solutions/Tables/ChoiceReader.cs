using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace Smarketing.Cli.Solutions.Tables;

/// <summary>Reads choices: global ones from <c>OptionSets</c>, local ones, states and statuses from inside a column.</summary>
internal static class ChoiceReader
{
    public static ChoiceModel Global(XElement optionSet, string file)
    {
        var logicalName = optionSet.Attribute("Name")?.Value
            ?? throw new InputException($"{file}: <optionset> has no Name, by which columns refer to the choice. Add it.");
        var label = optionSet.Element("displaynames").EnglishText();
        return Read(optionSet, CSharpName.OfSchemaName(logicalName, label), file);
    }

    /// <param name="optionSet">The <c>optionset</c> element of a column.</param>
    /// <param name="enumName">What the enum is called.</param>
    /// <param name="file">Where it is written, for messages.</param>
    public static ChoiceModel Read(XElement optionSet, string enumName, string file)
    {
        var logicalName = optionSet.Attribute("Name")?.Value ?? enumName;
        var members = new List<ChoiceMember>();
        foreach (var option in optionSet.Elements().Where(block => block.Name.LocalName is "options" or "states" or "statuses").Elements())
        {
            var text = option.Attribute("value")?.Value;
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                throw new InputException($"{file}: choice {logicalName} has an option whose value '{text}' is no whole number. Give it a number with the publisher's prefix.");
            }
            var label = option.Element("labels").EnglishText();
            var name = CSharpName.OfLabel(label);
            if (name.Length == 0)
            {
                throw new InputException($"{file}: option {text} of choice {logicalName} has no English label, from which its name in code is made. Add a label with languagecode 1033.");
            }
            if (members.Any(member => string.Equals(member.Name, name, StringComparison.Ordinal)))
            {
                throw new InputException($"{file}: two options of choice {logicalName} would both be called {name} in code. Change the English label of one.");
            }
            var description = option.Element("Descriptions").EnglishText();
            members.Add(new ChoiceMember(name, value, description.Length > 0 ? description : label));
        }
        var about = optionSet.Element("Descriptions").EnglishText();
        return new ChoiceModel(enumName, logicalName, about.Length > 0 ? about : optionSet.Element("displaynames").EnglishText(), members);
    }
}
