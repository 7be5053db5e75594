using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.Crm.Dataverse;
using Smarketing.Crm.Steps;
using Smarketing.Tests.Plugins.House;
using Xunit;

namespace Smarketing.Tests.Plugins.Steps;

/// <summary>How a step meets the platform: what it is given, and what becomes of what it throws.</summary>
public sealed class BoundaryTests
{
    private static readonly Text Refusal = new("Not like this. Do that.", "Pas ainsi. Faites cela.");

    [Fact]
    public void A_refusal_reaches_the_user_as_the_platforms_own_exception()
    {
        var call = new FakeCall(_ => new SettingsOnly(1033));

        var thrown = Assert.Throws<InvalidPluginExecutionException>(() => new InlineStep(_ => throw new RefusalException(Refusal)).Execute(call));

        Assert.Equal(Refusal.English, thrown.Message);
    }

    [Theory]
    [InlineData(1036)]
    [InlineData(3084)]
    public void A_user_of_any_French_is_refused_in_French(int language)
    {
        var call = new FakeCall(_ => new SettingsOnly(language));

        var thrown = Assert.Throws<InvalidPluginExecutionException>(() => new InlineStep(_ => throw new RefusalException(Refusal)).Execute(call));

        Assert.Equal(Refusal.French, thrown.Message);
    }

    [Theory]
    [InlineData(1031)]
    [InlineData(0)]
    public void A_user_of_another_language_or_none_is_refused_in_English(int language)
    {
        var call = new FakeCall(_ => new SettingsOnly(language));

        var thrown = Assert.Throws<InvalidPluginExecutionException>(() => new InlineStep(_ => throw new RefusalException(Refusal)).Execute(call));

        Assert.Equal(Refusal.English, thrown.Message);
    }

    [Fact]
    public void The_platforms_own_exception_passes_as_it_is()
    {
        var own = new InvalidPluginExecutionException("own");

        Assert.Same(own, Assert.Throws<InvalidPluginExecutionException>(() => new InlineStep(_ => throw own).Execute(new FakeCall())));
    }

    [Fact]
    public void Anything_else_is_traced_and_goes_on()
    {
        var call = new FakeCall();
        var bug = new InvalidTimeZoneException("bug");

        Assert.Same(bug, Assert.Throws<InvalidTimeZoneException>(() => new InlineStep(_ => throw bug).Execute(call)));
        Assert.Contains("InvalidTimeZoneException: bug", Assert.Single(call.Traces), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_refuses_nothing_reads_no_language()
    {
        var call = new FakeCall();

        new InlineStep(_ => { }).Execute(call);

        Assert.Empty(call.ServicesAskedFor);
    }

    [Fact]
    public void Now_is_the_moment_the_operation_was_asked_for_in_UTC()
    {
        var call = new FakeCall { Context = { ["OperationCreatedOn"] = DateTime.SpecifyKind(StillClock.Start, DateTimeKind.Unspecified) } };
        DateTime now = default;

        new InlineStep(context => now = context.Now).Execute(call);

        Assert.Equal(StillClock.Start, now);
        Assert.Equal(DateTimeKind.Utc, now.Kind);
    }

    [Fact]
    public void Where_the_platform_names_no_moment_of_the_operation_now_is_the_moment_of_the_write()
    {
        var call = new FakeCall { Context = { ["OperationCreatedOn"] = DateTime.MinValue } };
        call.Input["Target"] = new Entity("lead") { ["modifiedon"] = StillClock.Start };
        DateTime now = default;

        new InlineStep(context => now = context.Now).Execute(call);

        Assert.Equal(StillClock.Start, now);
    }

    [Fact]
    public void Where_the_platform_names_no_moment_at_all_a_step_that_asks_for_it_is_told()
    {
        var call = new FakeCall { Context = { ["OperationCreatedOn"] = DateTime.MinValue } };

        var thrown = Assert.Throws<InvalidPluginExecutionException>(() => new InlineStep(context => _ = context.Now).Execute(call));

        Assert.Contains("when the operation was asked for", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Service_acts_for_the_user_and_system_service_for_the_system()
    {
        var call = new FakeCall(_ => new SettingsOnly(0));

        new InlineStep(context =>
        {
            _ = context.Service;
            _ = context.SystemService;
        }).Execute(call);

        Assert.Equal([(Guid?)call.Context["UserId"], null], call.ServicesAskedFor);
    }

    [Fact]
    public void A_missing_image_is_named()
    {
        var thrown = Assert.Throws<InvalidPluginExecutionException>(
            () => new InlineStep(context => _ = context.PreImage).Execute(new FakeCall()));

        Assert.Contains("image pre", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_target_is_named()
    {
        var thrown = Assert.Throws<InvalidPluginExecutionException>(
            () => new InlineStep(context => _ = context.Target).Execute(new FakeCall()));

        Assert.Contains("Target", thrown.Message, StringComparison.Ordinal);
    }

    private sealed class InlineStep(Action<StepContext> body) : Step
    {
        public override StepRegistration Registration => On.Create("account").PreOperation();

        protected override void Execute(StepContext context) => body(context);
    }

    /// <summary>An organisation that only knows the user's language.</summary>
    private sealed class SettingsOnly(int language) : IOrganizationService
    {
        public EntityCollection RetrieveMultiple(QueryBase query) =>
            new() { Entities = { new Entity("usersettings") { ["uilanguageid"] = language } } };

        public Guid Create(Entity entity) => throw new NotSupportedException();

        public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => throw new NotSupportedException();

        public void Update(Entity entity) => throw new NotSupportedException();

        public void Delete(string entityName, Guid id) => throw new NotSupportedException();

        public OrganizationResponse Execute(OrganizationRequest request) => throw new NotSupportedException();

        public void Associate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
            throw new NotSupportedException();

        public void Disassociate(string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
            throw new NotSupportedException();
    }
}
