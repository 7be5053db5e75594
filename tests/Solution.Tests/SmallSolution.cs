using System;
using System.IO;
using System.Xml.Linq;
using Smarketing.Cli.Solutions;

namespace Smarketing.Tests.Solution;

/// <summary>A repository in a folder of its own, with the smallest solution that has one of everything; gone when the test ends.</summary>
internal sealed class SmallSolution : IDisposable
{
    public const string FormId = "{11111111-1111-1111-1111-111111111111}";
    public const string ViewId = "{22222222-2222-2222-2222-222222222222}";
    public const string Entity = "Entities/smk_Thing/Entity.xml";
    public const string Manifest = "Other/Solution.xml";
    public const string Form = $"Entities/smk_Thing/FormXml/main/{FormId}.xml";

    public SmallSolution()
    {
        Root = Directory.CreateTempSubdirectory("smk-").FullName;
        Layout = new RepositoryLayout(Root, AppContext.BaseDirectory);
        File.WriteAllText(Path.Combine(Root, RepositoryLayout.Marker), "");
        Write(Manifest, """
            <ImportExportXml version="9.2.0.0" SolutionPackageVersion="9.2" languagecode="1033" generatedBy="CrmLive">
              <SolutionManifest>
                <UniqueName>Small</UniqueName>
                <Version>1.2.0.0</Version>
                <Managed>2</Managed>
                <RootComponents>
                  <RootComponent type="1" schemaName="smk_thing" behavior="0" />
                  <RootComponent type="9" schemaName="smk_halflife" behavior="0" />
                  <RootComponent type="61" schemaName="smk_page" behavior="0" />
                </RootComponents>
                <MissingDependencies />
              </SolutionManifest>
            </ImportExportXml>
            """);
        Write("Other/Customizations.xml", "<ImportExportXml><Entities /><Languages><Language>1033</Language><Language>1036</Language></Languages></ImportExportXml>");
        Write(Entity, $"""
            <Entity>
              <Name LocalizedName="Thing" OriginalName="Thing">smk_Thing</Name>
              <EntityInfo>
                <entity Name="smk_Thing">
                  <LocalizedNames>{Labels("LocalizedName", "Thing", "Chose")}</LocalizedNames>
                  <Descriptions>{Labels("Description", "A thing & more.", "Une chose.")}</Descriptions>
                  <attributes>
                    {Column("smk_ThingId", "primarykey", "Thing")}
                    {Column("smk_Name", "nvarchar", "Name", "<MaxLength>200</MaxLength>", "PrimaryName|ValidForForm")}
                    {Column("smk_ParentId", "lookup", "Parent")}
                    {Column("smk_Decay", "picklist", "Decay", "<OptionSetName>smk_halflife</OptionSetName>")}
                  </attributes>
                  <EntityKeys><EntityKey><Name>smk_Thing_Name</Name><LogicalName>smk_thing_name</LogicalName></EntityKey></EntityKeys>
                </entity>
              </EntityInfo>
              <FormXml />
              <SavedQueries />
              <RibbonDiffXml />
            </Entity>
            """);
        Write(Form, FormXml("unmanaged form"));
        Write($"Entities/smk_Thing/FormXml/main/{FormId}_managed.xml", FormXml("managed form"));
        Write($"Entities/smk_Thing/SavedQueries/{ViewId}.xml", $"<savedqueries><savedquery><savedqueryid>{ViewId}</savedqueryid></savedquery></savedqueries>");
        Write("Entities/smk_Thing/RibbonDiff.xml", "<RibbonDiffXml><CustomActions /></RibbonDiffXml>");
        Write("OptionSets/smk_halflife.xml", $"""
            <optionset Name="smk_halflife" localizedName="Half-life">
              <displaynames>{Labels("displayname", "Half-life", "Demi-vie")}</displaynames>
              <options>
                <option value="727000000"><labels>{Labels("label", "Half a day", "Demi-journée")}</labels></option>
                <option value="727000001"><labels>{Labels("label", "E-mail only", "Courriel seul")}</labels></option>
              </options>
            </optionset>
            """);
        Write("Other/Relationships.xml", """<EntityRelationships><EntityRelationship Name="smk_thing_parent" /></EntityRelationships>""");
        Write("Other/Relationships/smk_Thing.xml", """
            <EntityRelationships>
              <EntityRelationship Name="smk_thing_parent">
                <ReferencingEntityName>smk_Thing</ReferencingEntityName>
                <ReferencingAttributeName>smk_ParentId</ReferencingAttributeName>
              </EntityRelationship>
            </EntityRelationships>
            """);
        Write("WebResources/smk_page", "<p>page</p>");
        Write("WebResources/smk_page.data.xml", "<WebResource><Name>smk_page</Name><FileName>/WebResources/smk_page0001</FileName></WebResource>");
    }

    public string Root { get; }

    public RepositoryLayout Layout { get; }

    public string PathOf(string file) => Path.Combine(Layout.SolutionSource, file);

    public void Write(string file, string content)
    {
        var path = PathOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    public void Replace(string file, string old, string with)
    {
        var content = File.ReadAllText(PathOf(file));
        if (!content.Contains(old, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The small solution has no '{old}' in {file}.");
        }
        Write(file, content.Replace(old, with, StringComparison.Ordinal));
    }

    public void Delete(string file) => File.Delete(PathOf(file));

    public XElement Read(string file) => XElement.Load(PathOf(file));

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public static string Labels(string element, string english, string french) =>
        $"""<{element} description="{english.Replace("&", "&amp;", StringComparison.Ordinal)}" languagecode="1033" /><{element} description="{french}" languagecode="1036" />""";

    public static string Column(string schemaName, string type, string label, string more = "", string mask = "ValidForForm") => $"""
        <attribute PhysicalName="{schemaName}">
          <Type>{type}</Type>
          <LogicalName>{schemaName.ToLowerInvariant()}</LogicalName>
          <DisplayMask>{mask}</DisplayMask>
          <IsCustomField>1</IsCustomField>
          {more}
          <displaynames>{Labels("displayname", label, label + " (fr)")}</displaynames>
        </attribute>
        """;

    private static string FormXml(string name) =>
        $"<forms><systemform><formid>{FormId}</formid><LocalizedNames>{Labels("LocalizedName", name, name)}</LocalizedNames></systemform></forms>";
}
