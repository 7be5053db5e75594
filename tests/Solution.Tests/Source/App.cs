using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace Smarketing.Tests.Solution.Source;

public sealed class App
{
    [Fact]
    public void Every_table_of_ours_can_be_reached() => Assert.Empty(SourceTree.Tables.Keys.Except(InSiteMap(), StringComparer.Ordinal));

    [Fact]
    public void The_app_holds_every_table_its_site_map_leads_to() => Assert.Empty(InSiteMap().Except(Components("1"), StringComparer.Ordinal));

    [Fact]
    public void The_app_brings_the_site_map_of_its_own_name() =>
        Assert.Equal([SiteMap().Value("SiteMapUniqueName")], Components("62"));

    [Fact]
    public void Each_of_our_roles_may_open_it() => Assert.Equal(
        SourceTree.Roles.Select(role => role.Value.Attribute("id", "")).Order(StringComparer.Ordinal),
        Module().Elements("AppModuleRoleMaps").Elements("Role").Select(role => role.Attribute("id", "")).Order(StringComparer.Ordinal));

    private static IEnumerable<string> InSiteMap() => SiteMap().Descendants("SubArea").Select(area => area.Attribute("Entity", ""));

    private static IEnumerable<string> Components(string type) =>
        Module().Descendants("AppModuleComponent").Where(component => component.Attribute("type", "") == type).Select(component => component.Attribute("schemaName", ""));

    private static XElement Module() => SourceTree.Below("AppModules/", "/AppModule.xml").Single().Value;

    private static XElement SiteMap() => SourceTree.Below("AppModuleSiteMaps/", "/AppModuleSiteMap.xml").Single().Value;
}
