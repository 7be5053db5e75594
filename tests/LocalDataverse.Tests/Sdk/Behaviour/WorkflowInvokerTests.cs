using System;
using System.Activities;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Sdk.Behaviour;

public sealed class WorkflowInvokerTests
{
    [Fact]
    public void Arguments_go_in_and_come_out_by_the_name_of_their_property()
    {
        var outputs = WorkflowInvoker.Invoke(new Greet(), Inputs("Name", "Anne"));

        Assert.Equal("Hello Anne", outputs["Greeting"]);
        Assert.Equal(1, outputs["Count"]);
        Assert.DoesNotContain("Name", outputs.Keys);
    }

    [Fact]
    public void An_argument_that_goes_both_ways_starts_from_its_input()
    {
        var inputs = Inputs("Name", "Anne");
        inputs.Add("Count", 41);

        Assert.Equal(42, WorkflowInvoker.Invoke(new Greet(), inputs)["Count"]);
    }

    [Fact]
    public void A_constant_stands_in_for_an_input() =>
        Assert.Equal("Hello Paul", WorkflowInvoker.Invoke(new Greet { Name = new InArgument<string>("Paul") })["Greeting"]);

    [Fact]
    public void A_value_set_on_the_property_becomes_a_constant() =>
        Assert.Equal("Hello Paul", WorkflowInvoker.Invoke(new Greet { Name = "Paul" })["Greeting"]);

    [Fact]
    public void A_constant_that_could_change_is_refused() =>
        Assert.Throws<InvalidWorkflowException>(() =>
            WorkflowInvoker.Invoke(new Follow { Target = new InArgument<EntityReference>(new EntityReference("lead")) }));

    [Fact]
    public void A_required_argument_must_be_supplied()
    {
        var fault = Assert.Throws<ArgumentException>(() => WorkflowInvoker.Invoke(new Greet()));

        Assert.Contains("'Name' was not supplied", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("Greeting")]
    public void An_input_that_is_no_input_argument_is_refused(string key)
    {
        var inputs = Inputs("Name", "Anne");
        inputs.Add(key, "x");

        Assert.Contains(key, Assert.Throws<ArgumentException>(() => WorkflowInvoker.Invoke(new Greet(), inputs)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_of_another_type_is_refused() =>
        Assert.Throws<ArgumentException>(() => WorkflowInvoker.Invoke(new Greet(), Inputs("Name", 5)));

    [Fact]
    public void Extensions_are_found_by_what_they_can_do()
    {
        var invoker = new WorkflowInvoker(new Ask());
        invoker.Extensions.Add(new Answers("yes"));
        invoker.Extensions.Add<IFormatProvider>(() => System.Globalization.CultureInfo.InvariantCulture);

        var outputs = invoker.Invoke();

        Assert.Equal("yes", outputs["Answer"]);
        Assert.Equal(true, outputs["HasFormat"]);
    }

    [Fact]
    public void An_extension_nobody_added_is_null() =>
        Assert.Null(WorkflowInvoker.Invoke(new Ask())["Answer"]);

    [Fact]
    public void Extensions_are_fixed_once_the_workflow_ran()
    {
        var invoker = new WorkflowInvoker(new Ask());
        invoker.Invoke();

        Assert.Throws<InvalidOperationException>(() => invoker.Extensions.Add(new Answers("late")));
    }

    [Fact]
    public void A_fault_in_the_activity_reaches_the_caller_as_it_is() =>
        Assert.Throws<InvalidPluginExecutionException>(() => WorkflowInvoker.Invoke(new Follow()));

    [Fact]
    public void A_second_run_does_not_see_the_values_of_the_first()
    {
        var activity = new Greet();

        Assert.Equal(1, WorkflowInvoker.Invoke(activity, Inputs("Name", "Anne"))["Count"]);
        Assert.Equal(1, WorkflowInvoker.Invoke(activity, Inputs("Name", "Anne"))["Count"]);
    }

    [Fact]
    public void A_context_kept_after_the_run_is_closed()
    {
        var activity = new Keep();
        WorkflowInvoker.Invoke(activity);

        Assert.Throws<ObjectDisposedException>(() => activity.Kept!.GetExtension<Answers>());
    }

    [Fact]
    public void An_argument_of_another_activity_cannot_be_read_here() =>
        Assert.Throws<InvalidOperationException>(() => WorkflowInvoker.Invoke(new Keep { Foreign = new InArgument<int>(5) }));

    private static Dictionary<string, object> Inputs(string name, object value) => new(StringComparer.Ordinal) { [name] = value };

    private sealed class Greet : CodeActivity
    {
        [RequiredArgument]
        public InArgument<string> Name { get; set; } = null!;

        public OutArgument<string> Greeting { get; set; } = null!;

        public InOutArgument<int> Count { get; set; } = null!;

        protected override void Execute(CodeActivityContext context)
        {
            Greeting.Set(context, "Hello " + Name.Get(context));
            context.SetValue(Count, context.GetValue(Count) + 1);
        }
    }

    private sealed class Follow : CodeActivity
    {
        public InArgument<EntityReference> Target { get; set; } = null!;

        protected override void Execute(CodeActivityContext context) =>
            _ = Target.Get(context) ?? throw new InvalidPluginExecutionException("Nobody to follow.");
    }

    private sealed class Ask : CodeActivity
    {
        public OutArgument<string?> Answer { get; set; } = null!;

        public OutArgument<bool> HasFormat { get; set; } = null!;

        protected override void Execute(CodeActivityContext context)
        {
            Answer.Set(context, context.GetExtension<IAnswers>()?.Answer);
            HasFormat.Set(context, context.GetExtension<IFormatProvider>() is not null);
        }
    }

    private sealed class Keep : CodeActivity
    {
        internal InArgument<int>? Foreign { get; init; }

        internal CodeActivityContext? Kept { get; private set; }

        protected override void Execute(CodeActivityContext context)
        {
            Kept = context;
            Foreign?.Get(context);
        }
    }

    private interface IAnswers
    {
        string Answer { get; }
    }

    private sealed record Answers(string Answer) : IAnswers;
}
