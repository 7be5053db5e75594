using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace Smarketing.Tests.LocalDataverse.Import;

/// <summary>A small solution zip, written by hand, whose parts a test can spoil.</summary>
internal sealed class MiniSolution
{
    public const string LeadEntity = """<Entity><Name>Lead</Name><EntityInfo><entity Name="Lead"><attributes><attribute PhysicalName="mini_Rating"><Type>int</Type><Name>mini_rating</Name><LogicalName>mini_rating</LogicalName><MinValue>1</MinValue><MaxValue>5</MaxValue><displaynames><displayname description="mini_Rating label" languagecode="1033"/><displayname description="mini_Rating libellé" languagecode="1036"/></displaynames></attribute></attributes></entity></EntityInfo></Entity>""";
    public const string LeadRoot = """<RootComponent type="1" schemaName="lead" behavior="2"/>""";
    public const string Keys = "<EntityKeys><EntityKey><Name>mini_Key</Name><LogicalName>mini_key</LogicalName><EntityKeyAttributes><AttributeName>mini_code</AttributeName></EntityKeyAttributes></EntityKey></EntityKeys>";
    public const string Blue = """<option value="700000001"><labels><label description="Blue" languagecode="1033"/></labels></option>""";
    public const string Role = """<Role id="44444444-0000-0000-0000-000000000001" name="Mini Reader"><RolePrivileges><RolePrivilege name="prvReadmini_Thing" level="Basic"/></RolePrivileges></Role>""";
    public const string RoleRoot = """<RootComponent type="20" id="44444444-0000-0000-0000-000000000001" behavior="0"/>""";
    private const string CreateMessage = "9ebdbb1b-ea3e-db11-86a7-000a3a5473e8";
    private const string DllPath = "PluginAssemblies/Tests-11111111/Tests.dll";

    private static readonly string AssemblyName = typeof(MiniSolution).Assembly.FullName!;

    private readonly List<(string Old, string New)> _changes = [];
    private readonly HashSet<string> _left = [];
    private readonly List<string> _folders = [];
    private readonly List<string> _columns = [];

    public static string StampType => PluginType("Stamp", 1);

    public static string FollowType => PluginType("Follow", 2);

    public static string TwiceType => PluginType("Twice", 3);

    public string Version { get; init; } = "1.0.0.0";

    public byte[] Dll { get; init; } = File.ReadAllBytes(typeof(MiniSolution).Assembly.Location);

    public string ExtraColumns { get; init; } = string.Empty;

    public string ExtraSections { get; init; } = string.Empty;

    /// <summary>Takes the place of the full name that customizations.xml gives the assembly.</summary>
    public string? AssemblyFullName { get; init; }

    /// <summary>Takes the place of customizations.xml.</summary>
    public string? CustomXml { get; init; }

    /// <summary>Takes the place of solution.xml.</summary>
    public string? CustomManifest { get; init; }

    /// <summary>More files of the zip.</summary>
    public Dictionary<string, string> Files { get; } = [];

    public MiniSolution With(string old, string changed)
    {
        _changes.Add((old, changed));
        return this;
    }

    public MiniSolution Without(string file)
    {
        _left.Add(file);
        return this;
    }

    public MiniSolution WithoutFolder(string folder)
    {
        _folders.Add(folder);
        return this;
    }

    public MiniSolution WithoutColumn(string physicalName)
    {
        _columns.Add(physicalName);
        return this;
    }

    public MiniSolution WithoutSteps() => With("<SdkMessageProcessingSteps>", "<Unused>").With("</SdkMessageProcessingSteps>", "</Unused>")
        .With("""<RootComponent type="92" id="55555555-0000-0000-0000-000000000001" behavior="0"/>""", string.Empty)
        .With("""<RootComponent type="92" id="55555555-0000-0000-0000-000000000002" behavior="0"/>""", string.Empty);

    public MemoryStream Zip()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>""");
            Add(zip, "solution.xml", CustomManifest ?? Manifest());
            Add(zip, "customizations.xml", WithoutColumns(CustomXml ?? Customizations()));
            Add(zip, "customapis/mini_Twice/customapi.xml", """
                <customapi uniquename="mini_Twice"><allowedcustomprocessingsteptype>2</allowedcustomprocessingsteptype><bindingtype>0</bindingtype>
                <displayname default="Twice"><label description="Twice" languagecode="1033"/></displayname><isfunction>0</isfunction><name>mini_Twice</name>
                <plugintypeid><plugintypeexportkey>33333333-0000-0000-0000-000000000003</plugintypeexportkey></plugintypeid></customapi>
                """);
            Add(zip, "customapis/mini_Twice/customapirequestparameters/Number/customapirequestparameter.xml",
                """<customapirequestparameter uniquename="Number"><isoptional>0</isoptional><type>7</type></customapirequestparameter>""");
            Add(zip, "customapis/mini_Twice/customapiresponseproperties/Result/customapiresponseproperty.xml",
                """<customapiresponseproperty uniquename="Result"><type>7</type></customapiresponseproperty>""");
            foreach (var (path, text) in Files)
            {
                Add(zip, path, text);
            }

            if (!_left.Contains(DllPath) && !_folders.Exists(f => DllPath.StartsWith(f, StringComparison.Ordinal)))
            {
                using var entry = zip.CreateEntry(DllPath).Open();
                entry.Write(Dll);
            }
        }

        stream.Position = 0;
        return stream;
    }

    private void Add(ZipArchive zip, string path, string text)
    {
        if (_left.Contains(path) || _folders.Exists(f => path.StartsWith(f, StringComparison.Ordinal)))
        {
            return;
        }

        using var writer = new StreamWriter(zip.CreateEntry(path).Open(), new UTF8Encoding(false));
        writer.Write(_changes.Aggregate(text, (t, change) => t.Replace(change.Old, change.New, StringComparison.Ordinal)));
    }

    private string WithoutColumns(string xml) => _columns.Aggregate(xml, (text, column) =>
    {
        var from = text.IndexOf($"<attribute PhysicalName=\"{column}\"", StringComparison.Ordinal);
        var to = text.IndexOf("</attribute>", from, StringComparison.Ordinal) + "</attribute>".Length;
        return text.Remove(from, to - from);
    });

    private string Manifest() => $"""
        <ImportExportXml version="9.2" languagecode="1033"><SolutionManifest><UniqueName>Mini</UniqueName>
        <LocalizedNames><LocalizedName description="Mini" languagecode="1033"/></LocalizedNames><Version>{Version}</Version><Managed>1</Managed>
        <Publisher><UniqueName>minipublisher</UniqueName></Publisher><RootComponents>
          <RootComponent type="1" schemaName="mini_thing" behavior="0"/><RootComponent type="1" schemaName="lead" behavior="2"/>
          <RootComponent type="9" schemaName="mini_colour" behavior="0"/>
          <RootComponent type="20" id="44444444-0000-0000-0000-000000000001" behavior="0"/>
          <RootComponent type="91" id="33333333-0000-0000-0000-000000000000" schemaName="x" behavior="0"/>
          <RootComponent type="92" id="55555555-0000-0000-0000-000000000001" behavior="0"/>
          <RootComponent type="92" id="55555555-0000-0000-0000-000000000002" behavior="0"/>
        </RootComponents><MissingDependencies/></SolutionManifest></ImportExportXml>
        """;

    private string Customizations() => $"""
        <ImportExportXml>
          <Entities>
            <Entity><Name LocalizedName="Thing" OriginalName="Thing">mini_Thing</Name><EntityInfo><entity Name="mini_Thing">
              <LocalizedNames><LocalizedName description="Thing" languagecode="1033"/><LocalizedName description="Chose" languagecode="1036"/></LocalizedNames>
              <attributes>
                {Column("mini_ThingId", "primarykey", "<ValidForUpdateApi>0</ValidForUpdateApi>")}
                {Column("mini_Name", "nvarchar", "<DisplayMask>PrimaryName|ValidForForm</DisplayMask><Format>text</Format><MaxLength>20</MaxLength>")}
                {Column("mini_Code", "nvarchar", "<MaxLength>10</MaxLength>")}
                {Column("mini_Note", "ntext", "<MaxLength>2000</MaxLength>")}
                {Column("mini_Count", "int", "<MinValue>0</MinValue><MaxValue>100</MaxValue>")}
                {Column("mini_Share", "decimal", "<MinValue>0</MinValue><MaxValue>1</MaxValue><Accuracy>2</Accuracy>")}
                {Column("mini_On", "datetime", "<Format>date</Format><Behavior>2</Behavior>")}
                {Column("mini_Done", "bit", "<AppDefaultValue>1</AppDefaultValue>")}
                {Column("mini_Colour", "picklist", "<OptionSetName>mini_colour</OptionSetName>")}
                {Column("mini_LeadId", "lookup", "<IsCustomField>1</IsCustomField>")}
                {Column("mini_TaskId", "lookup", "<IsCustomField>1</IsCustomField>")}
                {Column("CreatedOn", "datetime", "<ValidForCreateApi>0</ValidForCreateApi><ValidForUpdateApi>0</ValidForUpdateApi>")}
                {Column("CreatedBy", "lookup", "<ValidForCreateApi>0</ValidForCreateApi><ValidForUpdateApi>0</ValidForUpdateApi>")}
                {Column("ModifiedOn", "datetime", "<ValidForCreateApi>0</ValidForCreateApi><ValidForUpdateApi>0</ValidForUpdateApi>")}
                {Column("OwnerId", "owner", "")}
                {Column("statecode", "state", "<ValidForCreateApi>0</ValidForCreateApi><optionset Name='s'><states><state value='0' defaultstatus='1' invariantname='Active'><labels><label description='Active' languagecode='1033'/></labels></state><state value='1' defaultstatus='2' invariantname='Inactive'/></states></optionset>")}
                {Column("statuscode", "status", "<optionset Name='t'><statuses><status value='1' state='0'/><status value='5' state='0'/><status value='2' state='1'/></statuses></optionset>")}
                {ExtraColumns}
              </attributes>
              <EntityKeys><EntityKey><Name>mini_Key</Name><LogicalName>mini_key</LogicalName><EntityKeyAttributes><AttributeName>mini_code</AttributeName></EntityKeyAttributes></EntityKey></EntityKeys>
              <EntitySetName>mini_things</EntitySetName><OwnershipTypeMask>UserOwned</OwnershipTypeMask>
            </entity></EntityInfo><FormXml/><SavedQueries/><RibbonDiffXml/></Entity>
            <Entity><Name>Lead</Name><EntityInfo><entity Name="Lead"><attributes>{Column("mini_Rating", "int", "<MinValue>1</MinValue><MaxValue>5</MaxValue>")}</attributes></entity></EntityInfo></Entity>
          </Entities>
          <Roles><Role id="44444444-0000-0000-0000-000000000001" name="Mini Reader"><RolePrivileges><RolePrivilege name="prvReadmini_Thing" level="Basic"/></RolePrivileges></Role></Roles>
          <Workflows/><FieldSecurityProfiles/><Templates/><EntityMaps/>
          <EntityRelationships>
            <EntityRelationship Name="mini_lead_things"><EntityRelationshipType>OneToMany</EntityRelationshipType><ReferencingEntityName>mini_Thing</ReferencingEntityName><ReferencedEntityName>Lead</ReferencedEntityName><CascadeAssign>Cascade</CascadeAssign><CascadeDelete>Cascade</CascadeDelete><ReferencingAttributeName>mini_LeadId</ReferencingAttributeName></EntityRelationship>
            <EntityRelationship Name="mini_task_things"><EntityRelationshipType>OneToMany</EntityRelationshipType><ReferencingEntityName>mini_Thing</ReferencingEntityName><ReferencedEntityName>Task</ReferencedEntityName><CascadeDelete>RemoveLink</CascadeDelete><ReferencingAttributeName>mini_TaskId</ReferencingAttributeName></EntityRelationship>
            <EntityRelationship Name="owner_mini_thing"><EntityRelationshipType>OneToMany</EntityRelationshipType><ReferencingEntityName>mini_Thing</ReferencingEntityName><ReferencedEntityName>Owner</ReferencedEntityName><ReferencingAttributeName>OwnerId</ReferencingAttributeName></EntityRelationship>
          </EntityRelationships>
          <OrganizationSettings/>
          <optionsets><optionset Name="mini_colour" localizedName="Colour"><OptionSetType>picklist</OptionSetType><IsGlobal>1</IsGlobal><options>
            <option value="700000000"><labels><label description="Red" languagecode="1033"/><label description="Rouge" languagecode="1036"/></labels></option>
            <option value="700000001"><labels><label description="Blue" languagecode="1033"/></labels></option></options></optionset></optionsets>
          {ExtraSections}
          <SolutionPluginAssemblies><PluginAssembly FullName="{AssemblyFullName ?? AssemblyName}" PluginAssemblyId="33333333-0000-0000-0000-000000000000" CustomizationLevel="1">
            <IsolationMode>2</IsolationMode><SourceType>0</SourceType><FileName>/{DllPath}</FileName><PluginTypes>
              {PluginType("Stamp", 1)}{PluginType("Follow", 2)}{PluginType("Twice", 3)}</PluginTypes></PluginAssembly></SolutionPluginAssemblies>
          <SdkMessageProcessingSteps>
            <SdkMessageProcessingStep Name="Stamp things" SdkMessageProcessingStepId="55555555-0000-0000-0000-000000000001"><SdkMessageId>{CreateMessage}</SdkMessageId><PluginTypeName>{typeof(Stamp).FullName}, x</PluginTypeName><PluginTypeId>33333333-0000-0000-0000-000000000001</PluginTypeId><PrimaryEntity>mini_thing</PrimaryEntity><Configuration>Mini</Configuration><Mode>0</Mode><Rank>1</Rank><Stage>20</Stage></SdkMessageProcessingStep>
            <SdkMessageProcessingStep Name="Follow things" SdkMessageProcessingStepId="55555555-0000-0000-0000-000000000002"><SdkMessageId>{CreateMessage}</SdkMessageId><PluginTypeId>33333333-0000-0000-0000-000000000002</PluginTypeId><PrimaryEntity>mini_thing</PrimaryEntity><Mode>1</Mode><Rank>1</Rank><Stage>40</Stage>
              <SdkMessageProcessingStepImages><SdkMessageProcessingStepImage Name="post"><SdkMessageProcessingStepImageId>66666666-0000-0000-0000-000000000001</SdkMessageProcessingStepImageId><Attributes>mini_name</Attributes><EntityAlias>post</EntityAlias><ImageType>1</ImageType><MessagePropertyName>id</MessagePropertyName></SdkMessageProcessingStepImage></SdkMessageProcessingStepImages></SdkMessageProcessingStep>
          </SdkMessageProcessingSteps>
          <EntityDataProviders/>
          <Languages><Language>1033</Language><Language>1036</Language></Languages>
        </ImportExportXml>
        """;

    public static string Column(string physicalName, string type, string rest) =>
        $"""<attribute PhysicalName="{physicalName}"><Type>{type}</Type><Name>{physicalName.ToLowerInvariant()}</Name><LogicalName>{physicalName.ToLowerInvariant()}</LogicalName>{rest}<displaynames><displayname description="{physicalName} label" languagecode="1033"/><displayname description="{physicalName} libellé" languagecode="1036"/></displaynames></attribute>""";

    private static string PluginType(string name, int number) =>
        $"""<PluginType AssemblyQualifiedName="Smarketing.Tests.LocalDataverse.Import.{name}, {AssemblyName}" PluginTypeId="33333333-0000-0000-0000-00000000000{number}" Name="Smarketing.Tests.LocalDataverse.Import.{name}"><FriendlyName>{name}</FriendlyName></PluginType>""";
}
