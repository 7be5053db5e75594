using System;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Steps;

// Small houses with holes in their walls: each architecture test must find its hole here.
namespace Smarketing.Tests.Plugins.Architecture.CounterExamples
{
    public sealed class StepWithState : Step
    {
        private int calls;

        public override StepRegistration Registration => On.Create("account").PreOperation();

        protected override void Execute(StepContext context) => calls++;
    }

    public class StepThatIsOpen : Step
    {
        public StepThatIsOpen(string name) => _ = name;

        public override StepRegistration Registration => On.Create("account").PreOperation();

        protected override void Execute(StepContext context)
        {
        }
    }

    public static class Forgetful
    {
        private static string last = string.Empty;

        public static string Swap(string next)
        {
            var before = last;
            last = next;
            return before;
        }
    }

    public static class Reckless
    {
        public static DateTime Clock() => DateTime.UtcNow;

        public static Guid Identity() => Guid.NewGuid();

        public static bool Files() => System.IO.File.Exists("a");

        public static Task Threads() => Task.CompletedTask;

        public static System.Net.Http.HttpClient Network() => new();

        public static (int One, int Two) Tuples() => (1, 2);
    }
}

namespace Smarketing.Tests.Plugins.Architecture.CounterExamples.Domain
{
    public static class KnowsDataverseInABody
    {
        public static string Name() => new Entity("x").LogicalName;
    }

    public static class KnowsDataverseInASignature
    {
        public static object? Same(EntityReference? reference) => reference;
    }
}
