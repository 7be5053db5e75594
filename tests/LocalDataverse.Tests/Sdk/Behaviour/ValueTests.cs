using System;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Sdk.Behaviour;

public sealed class ValueTests
{
    private static readonly Guid Id = new("7d7b8a55-6f1e-4a53-9d41-6a3c8f5d1b20");

    [Fact]
    public void References_to_the_same_record_are_equal_whatever_they_call_it()
    {
        var one = new EntityReference("lead", Id) { Name = "Anne" };
        var other = new EntityReference("lead", Id) { Name = "Anne Dupont" };

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void References_to_other_records_or_tables_differ()
    {
        Assert.NotEqual(new EntityReference("lead", Id), new EntityReference("lead", Guid.Empty));
        Assert.NotEqual(new EntityReference("lead", Id), new EntityReference("contact", Id));
    }

    [Fact]
    public void References_by_key_are_equal_when_their_keys_are()
    {
        Assert.Equal(new EntityReference("lead", "smk_number", "L-7"), new EntityReference("lead", "smk_number", "L-7"));
        Assert.NotEqual(new EntityReference("lead", "smk_number", "L-7"), new EntityReference("lead", "smk_number", "L-8"));
        Assert.NotEqual(new EntityReference("lead", "smk_number", "L-7"), new EntityReference("lead"));
    }

    [Fact]
    public void Money_is_equal_by_amount()
    {
        Assert.Equal(new Money(10.50m), new Money(10.5m));
        Assert.Equal(new Money(10.50m).GetHashCode(), new Money(10.5m).GetHashCode());
        Assert.NotEqual(new Money(10.50m), new Money(10.51m));
    }

    [Fact]
    public void A_choice_is_equal_by_number()
    {
        Assert.Equal(new OptionSetValue(3), new OptionSetValue(3));
        Assert.NotEqual(new OptionSetValue(3), new OptionSetValue(4));
        Assert.NotEqual<object>(new OptionSetValue(3), 3);
    }

    [Fact]
    public void Relationships_are_equal_by_name_and_side()
    {
        Assert.Equal(new Relationship("a"), new Relationship("a"));
        Assert.NotEqual(new Relationship("a"), new Relationship("a") { PrimaryEntityRole = EntityRole.Referenced });
    }

    [Fact]
    public void A_label_made_here_has_its_language_but_no_reader()
    {
        var label = new Label("Prénom", 1036);

        Assert.Equal(("Prénom", 1036), (label.LocalizedLabels[0].Label, label.LocalizedLabels[0].LanguageCode));
        Assert.Null(label.UserLocalizedLabel);
    }

    [Fact]
    public void A_plug_in_exception_keeps_status_code_and_message()
    {
        var fault = new InvalidPluginExecutionException(OperationStatus.Suspended, 7, "Not now.");

        Assert.Equal((OperationStatus.Suspended, 7, "Not now."), (fault.Status, fault.ErrorCode, fault.Message));
    }

    [Fact]
    public void A_plug_in_exception_with_a_message_alone_has_failed() =>
        Assert.Equal((OperationStatus.Failed, PluginHttpStatusCode.NotSet), (new InvalidPluginExecutionException("No.").Status, new InvalidPluginExecutionException("No.").HttpStatus));
}
