using System;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Tests.Plugins.House;

/// <summary>One call of the platform into a plug-in, made by hand: for what the local platform never does, such as calling twice.</summary>
public sealed class FakeCall : IServiceProvider, IOrganizationServiceFactory, ITracingService
{
    private readonly Func<Guid?, IOrganizationService> services;

    public FakeCall(Func<Guid?, IOrganizationService>? services = null) =>
        this.services = services ?? (_ => throw new NotSupportedException("This call has no organisation."));

    /// <summary>Properties of the execution context by name; those left out are refused when they are asked for.</summary>
    public Dictionary<string, object?> Context { get; } = new(StringComparer.Ordinal)
    {
        ["InputParameters"] = new ParameterCollection(),
        ["OutputParameters"] = new ParameterCollection(),
        ["PreEntityImages"] = new EntityImageCollection(),
        ["PostEntityImages"] = new EntityImageCollection(),
        ["MessageName"] = "Create",
        ["PrimaryEntityName"] = "lead",
        ["OperationCreatedOn"] = StillClock.Start,
        ["UserId"] = new Guid("00000000-0000-0000-0000-000000000001"),
        ["InitiatingUserId"] = new Guid("00000000-0000-0000-0000-000000000002"),
        ["OrganizationId"] = new Guid("00000000-0000-0000-0000-000000000003"),
        ["Depth"] = 1,
    };

    public List<string> Traces { get; } = [];

    public List<Guid?> ServicesAskedFor { get; } = [];

    public ParameterCollection Input => (ParameterCollection)Context["InputParameters"]!;

    public object? GetService(Type serviceType)
    {
        if (serviceType == typeof(IOrganizationServiceFactory) || serviceType == typeof(ITracingService))
            return this;
        if (serviceType != typeof(IPluginExecutionContext))
            return null;
        var context = DispatchProxy.Create<IPluginExecutionContext, ByName>();
        ((ByName)(object)context).Values = Context;
        return context;
    }

    public IOrganizationService CreateOrganizationService(Guid? userId)
    {
        ServicesAskedFor.Add(userId);
        return services(userId);
    }

    public void Trace(string format, params object[] args) =>
        Traces.Add(string.Format(CultureInfo.InvariantCulture, format, args));

    /// <summary>Answers properties from a dictionary.</summary>
    public class ByName : DispatchProxy
    {
        public Dictionary<string, object?> Values { get; set; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            Values.TryGetValue(targetMethod!.Name.Replace("get_", string.Empty, StringComparison.Ordinal), out var value)
                ? value
                : throw new NotSupportedException(targetMethod.Name + " was not expected to be asked for.");
    }
}
