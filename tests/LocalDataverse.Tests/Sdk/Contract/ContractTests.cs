using System;
using System.Collections.Generic;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Sdk.Contract;

public sealed class ContractTests
{
    public static TheoryData<string, string> Contracts => new()
    {
        { "Microsoft.Xrm.Sdk", "net462" },
        { "Microsoft.Xrm.Sdk", "net10.0" },
        { "Microsoft.Crm.Sdk.Proxy", "net462" },
        { "Microsoft.Crm.Sdk.Proxy", "net10.0" },
        { "Microsoft.Xrm.Sdk.Workflow", "net462" },
        { "Microsoft.Xrm.Sdk.Workflow", "net10.0" },
    };

    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_contract_has_nothing_that_the_real_assembly_lacks_or_shapes_otherwise(string assembly, string framework)
    {
        var real = ContractFiles.RealOrSkip(assembly);
        var contract = ApiMetadata.Read(ContractFiles.Built(assembly, framework));

        AssertNone(ApiComparer.Differences(contract, real));
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_method_of_a_contract_comes_with_all_its_overloads(string assembly, string framework)
    {
        var real = ContractFiles.RealOrSkip(assembly);
        var contract = ApiMetadata.Read(ContractFiles.Built(assembly, framework));

        AssertNone(ApiComparer.MissingOverloads(contract, real));
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_contract_carries_the_identity_of_the_real_assembly(string assembly, string framework)
    {
        var contract = ApiMetadata.Read(ContractFiles.Built(assembly, framework));

        Assert.Equal($"{assembly}, Version=9.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35", contract.Identity);
    }

    [Theory]
    [InlineData("Microsoft.Xrm.Sdk")]
    [InlineData("Microsoft.Crm.Sdk.Proxy")]
    [InlineData("Microsoft.Xrm.Sdk.Workflow")]
    public void Both_builds_of_a_contract_show_the_same_face(string assembly)
    {
        var shipped = ApiMetadata.Read(ContractFiles.Built(assembly, "net462"));
        var hosting = ApiMetadata.Read(ContractFiles.Built(assembly, "net10.0"));

        AssertNone([.. ApiComparer.Differences(shipped, hosting), .. ApiComparer.Differences(hosting, shipped)]);
    }

    [Fact]
    public void The_workflow_runtime_has_nothing_that_the_one_of_the_framework_lacks_or_shapes_otherwise()
    {
        var real = ContractFiles.FrameworkOrSkip("System.Activities");
        var contract = ApiMetadata.Read(ContractFiles.Built("System.Activities", "net10.0"));

        AssertNone(ApiComparer.Differences(contract, real));
    }

    [Fact]
    public void The_workflow_runtime_carries_the_identity_of_the_one_of_the_framework()
    {
        var contract = ApiMetadata.Read(ContractFiles.Built("System.Activities", "net10.0"));

        Assert.Equal("System.Activities, Version=4.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35", contract.Identity);
    }

    private static void AssertNone(IReadOnlyCollection<string> differences) =>
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
}
