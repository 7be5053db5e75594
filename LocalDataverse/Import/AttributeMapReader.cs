using System;
using System.Collections.Generic;
using System.Xml.Linq;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Import;

/// <summary>Reads which columns rows of one table take over from rows of another they are made from.</summary>
internal static class AttributeMapReader
{
    public static IReadOnlyList<AttributeMap> Read(XElement root, string file)
    {
        var maps = new List<AttributeMap>();
        foreach (var pair in root.Items("EntityMaps", "EntityMap"))
        {
            var source = pair.Required("EntitySource", file).ToLowerInvariant();
            var target = pair.Required("EntityTarget", file).ToLowerInvariant();
            foreach (var map in pair.Items("AttributeMaps", "AttributeMap"))
            {
                maps.Add(new AttributeMap(
                    source,
                    target,
                    map.Required("AttributeSource", file).ToLowerInvariant(),
                    map.Required("AttributeTarget", file).ToLowerInvariant()));
            }
        }

        return maps;
    }
}
