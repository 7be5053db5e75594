using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Domain.Scoring;
using Xunit;

namespace Smarketing.Tests.Plugins.Dataverse;

/// <summary>Whatever the domain refuses has words in both languages.</summary>
public sealed class FaultTextsTests
{
    public static TheoryData<FaultCode> Codes => [.. Enum.GetValues<FaultCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_fault_has_its_own_words_in_both_languages(FaultCode code)
    {
        var text = Words(new ModelFault(code, null, ["one", "two", "three", "four"]));

        Assert.NotEqual(text.English, text.French);
        Assert.DoesNotContain('{', text.English + text.French);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_fault_says_what_to_do_in_a_sentence_of_its_own(FaultCode code) =>
        Assert.Contains(". ", Words(new ModelFault(code, null, ["1", "2", "3", "4"])).English, StringComparison.Ordinal);

    [Fact]
    public void A_fault_of_a_criterion_begins_with_its_name_in_the_readers_language()
    {
        var criterion = new FitCriterion
        {
            Id = Guid.Empty, Name = "Size", FrenchName = "Taille", Group = CriterionGroup.Potential, Column = "x", Operator = FitOperator.IsKnown,
        };

        var text = Words(new ModelFault(FaultCode.ValueMissing, criterion, []));

        Assert.StartsWith("Criterion “Size”: ", text.English, StringComparison.Ordinal);
        Assert.StartsWith("Critère « Taille » : ", text.French, StringComparison.Ordinal);
    }

    [Fact]
    public void No_more_than_five_faults_are_told_at_once() =>
        Assert.Equal(5, Words([.. Enumerable.Repeat(new ModelFault(FaultCode.NoCriteria, null, []), 9)]).English.Split('\n').Length);

    private static Text Words(params ModelFault[] faults) =>
        (Text)typeof(Text).Assembly.GetType("Smarketing.Crm.Dataverse.FaultTexts", throwOnError: true)!
            .GetMethod("Of", BindingFlags.Static | BindingFlags.Public, [typeof(IReadOnlyList<ModelFault>)])!
            .Invoke(null, [faults])!;
}
