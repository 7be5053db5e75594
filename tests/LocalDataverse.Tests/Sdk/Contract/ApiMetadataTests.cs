using System;
using System.Collections.Generic;
using System.Linq;
using Mono.Cecil;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Sdk.Contract;

/// <summary>Bends a built contract and sees that the bend is found: what the contract test would miss, it would miss here.</summary>
public sealed class ApiMetadataTests
{
    [Theory]
    [InlineData("Microsoft.Xrm.Sdk.Entity", "T ToEntity<T>()")]
    [InlineData("Microsoft.Xrm.Sdk.Entity", "virtual Guid Id { get; set; }")]
    [InlineData("Microsoft.Xrm.Sdk.Entity", "object this[string attributeName] { get; set; }")]
    [InlineData("Microsoft.Xrm.Sdk.DataCollection<TKey, TValue>", "bool TryGetValue(TKey key, out TValue value)")]
    [InlineData("Microsoft.Xrm.Sdk.DataCollection<T>", "void AddRange(params T[] items)")]
    [InlineData("Microsoft.Xrm.Sdk.BaseServiceFault", "protected new()")]
    [InlineData("Microsoft.Xrm.Sdk.PluginTelemetry.EventId", "new(int id, string name = null)")]
    [InlineData("Microsoft.Xrm.Sdk.Metadata.ConstantsBase<T>", "protected abstract bool ValueExistsInList(T value)")]
    [InlineData("Microsoft.Xrm.Sdk.Metadata.StringAttributeMetadata", "const int MaxSupportedLength = 4000")]
    public void A_member_is_spelled_as_the_description_spells_it(string type, string member) =>
        Assert.Contains(member, ApiMetadata.Read(BuiltSdk).Types[type].Members);

    [Fact]
    public void What_is_not_public_is_not_part_of_the_face() =>
        Assert.DoesNotContain("Microsoft.Xrm.Sdk.ParameterReader", ApiMetadata.Read(BuiltSdk).Types.Keys);

    [Fact]
    public void A_class_that_became_sealed_is_found() =>
        Assert.Equal(["Microsoft.Xrm.Sdk.Entity: is 'sealed class', really 'class'"], Bend("Entity", type => type.IsSealed = true));

    [Fact]
    public void A_base_class_put_in_between_is_found() =>
        Assert.Equal(
            ["Microsoft.Xrm.Sdk.Money: derives from 'Entity, IExtensibleDataObject', really from 'IExtensibleDataObject'"],
            Bend("Money", type => type.BaseType = type.Module.GetType("Microsoft.Xrm.Sdk.Entity")));

    [Fact]
    public void A_parameter_of_another_name_is_found() =>
        Assert.Equal(
            ["Microsoft.Xrm.Sdk.Entity: 'bool Contains(string key)' is not in the real type"],
            Bend("Entity", type => Method(type, "Contains").Parameters[0].Name = "key"));

    [Fact]
    public void A_return_type_of_another_kind_is_found() =>
        Assert.Equal(
            ["Microsoft.Xrm.Sdk.Entity: 'object Contains(string attributeName)' is not in the real type"],
            Bend("Entity", type => Method(type, "Contains").ReturnType = type.Module.TypeSystem.Object));

    [Fact]
    public void A_method_that_lost_its_virtuality_is_found() =>
        Assert.Equal(
            ["Microsoft.Xrm.Sdk.Entity: 'T GetAttributeValue<T>(string attributeLogicalName)' is not in the real type"],
            Bend("Entity", type => Method(type, "GetAttributeValue").IsVirtual = false));

    [Fact]
    public void A_setter_made_public_is_found() =>
        Assert.Equal(
            ["Microsoft.Xrm.Sdk.AliasedValue: 'object Value { get; set; }' is not in the real type"],
            Bend("AliasedValue", type => Method(type, "set_Value").IsPublic = true));

    [Fact]
    public void A_method_dropped_from_an_interface_is_found() =>
        Assert.Equal(
            ["Microsoft.Xrm.Sdk.IPlugin: 'void Execute(IServiceProvider serviceProvider)' is missing"],
            Bend("IPlugin", type => type.Methods.Clear()));

    [Fact]
    public void An_enum_value_of_another_number_is_found() =>
        Assert.Equal(
            ["Microsoft.Xrm.Sdk.EntityRole: 'Referenced = 7' is not in the real type", "Microsoft.Xrm.Sdk.EntityRole: 'Referenced = 1' is missing"],
            Bend("EntityRole", type => type.Fields.Single(field => field.Name == "Referenced").Constant = 7));

    [Fact]
    public void A_data_contract_left_out_is_found() =>
        Assert.Equal(
            ["Microsoft.Xrm.Sdk.Money: data contract is 'none', really 'Name=Money Namespace=http://schemas.microsoft.com/xrm/2011/Contracts'"],
            Bend("Money", type => type.CustomAttributes.Clear()));

    [Fact]
    public void Another_version_is_another_identity()
    {
        using var module = ModuleDefinition.ReadModule(BuiltSdk);
        module.Assembly.Name.Version = new Version(9, 1, 0, 0);

        Assert.NotEqual(ApiMetadata.Read(BuiltSdk).Identity, ApiMetadata.Read(module).Identity);
    }

    private static string BuiltSdk => ContractFiles.Built("Microsoft.Xrm.Sdk", "net462");

    private static IReadOnlyList<string> Bend(string type, Action<TypeDefinition> bend)
    {
        using var module = ModuleDefinition.ReadModule(BuiltSdk);
        bend(module.GetType("Microsoft.Xrm.Sdk." + type));
        return ApiComparer.Differences(ApiMetadata.Read(module), ApiMetadata.Read(BuiltSdk));
    }

    private static MethodDefinition Method(TypeDefinition type, string name) => type.Methods.Single(method => method.Name == name);
}
