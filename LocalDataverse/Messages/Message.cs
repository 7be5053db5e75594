using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>One message the platform answers.</summary>
internal abstract class Message
{
    /// <summary>The name, as Dataverse spells it.</summary>
    public abstract string Name { get; }

    /// <summary>The table the request speaks of; null when it speaks of none.</summary>
    public virtual string? Table(OrganizationRequest request) => null;

    /// <summary>The name of the privilege that whoever sends it needs; null when none, or when it depends on the row.</summary>
    public virtual string? Privilege => null;

    public abstract OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope);

    /// <summary>The parameter, of the type the message wants.</summary>
    protected T Required<T>(OrganizationRequest request, string parameter)
        where T : notnull
    {
        if (request.Parameters.TryGetValue(parameter, out var value) && value is T typed)
        {
            return typed;
        }

        throw Fault.InvalidArgument(value is null
            ? $"Required field '{parameter}' is missing for message {Name}. Give it a {typeof(T).Name}."
            : $"Parameter '{parameter}' of message {Name} is a {value.GetType().Name}; it takes a {typeof(T).Name}.");
    }

    protected static T? Optional<T>(OrganizationRequest request, string parameter)
        where T : class =>
        request.Parameters.TryGetValue(parameter, out var value) ? value as T : null;

    /// <summary>The table of a Target, for counting; what is wrong with it is said later.</summary>
    protected static string? TableOfTarget(OrganizationRequest request, string parameter = "Target") =>
        request.Parameters.TryGetValue(parameter, out var value)
            ? value switch
            {
                Entity row => row.LogicalName,
                EntityReference reference => reference.LogicalName,
                EntityCollection rows => rows.EntityName,
                _ => null,
            }
            : null;
}

/// <summary>A message that raises an event, so that steps can be registered on it.</summary>
internal abstract class EventMessage : Message
{
    private static readonly Operation[] Whole = [];

    /// <summary>The name that steps are registered on, when it is not the name of the request.</summary>
    public virtual string EventName => Name;

    /// <summary>Whether it changes nothing, so that it needs no transaction of its own.</summary>
    public virtual bool IsReadOnly => false;

    public override OrganizationResponse Execute(Platform platform, OrganizationRequest request, RequestScope scope)
    {
        var operation = Prepare(platform, request, scope);
        platform.Pipeline.Run(operation, this);
        return Respond(operation);
    }

    /// <summary>Runs the message for several rows of one table, at least one, in one transaction: all succeed or none.</summary>
    public Operation[] ExecuteAll<TRequest>(Platform platform, IReadOnlyList<TRequest> requests, RequestScope scope)
        where TRequest : OrganizationRequest
    {
        var rows = new Operation[requests.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = Prepare(platform, requests[i], scope);
        }

        platform.Pipeline.Run(rows, this);
        return rows;
    }

    /// <summary>Checks the shape of the request and makes the operation, with copies of what plug-ins may change.</summary>
    public abstract Operation Prepare(Platform platform, OrganizationRequest request, RequestScope scope);

    /// <summary>Refuses callers who may not do this. Asked when the steps before the transaction have passed.</summary>
    public virtual void Authorize(Platform platform, Operation operation)
    {
    }

    /// <summary>The operations that pre-operation to post-operation run for; empty means the operation itself.</summary>
    public virtual Operation[] Split(Platform platform, Operation operation) => Whole;

    /// <summary>What the platform adds before pre-operation steps see the Target.</summary>
    public virtual void BeforePreOperation(Platform platform, Operation operation)
    {
    }

    /// <summary>The main operation.</summary>
    public abstract void Main(Platform platform, Operation operation);

    public abstract OrganizationResponse Respond(Operation operation);

    protected static Operation NewOperation(Platform platform, string message, string? table, ParameterCollection inputs, OrganizationRequest request, RequestScope scope) =>
        new(message, table, inputs, scope, platform.UtcNow) { RequestId = request.RequestId };
}
