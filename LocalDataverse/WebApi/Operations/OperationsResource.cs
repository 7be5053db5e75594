using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Operations;

/// <summary>Actions and functions: unbound ones, and those bound to the rows and tables that <see cref="Rows.RowsResource"/> finds.</summary>
internal sealed class OperationsResource : IResource
{
    public bool Owns(WebApiCall call) => call.Path.Segments is [{ } segment] && !call.Model.TrySet(segment.Name, out _) && Find(call, segment.ShortName) is not null;

    public WebApiResponse Answer(WebApiCall call)
    {
        var segment = call.Path.Segments[0];
        var operation = Find(call, segment.ShortName)!;
        if (operation.Binding != OperationBinding.None)
        {
            throw WebApiException.Query(
                $"'{operation.Name}' is bound to {(operation.Binding == OperationBinding.Row ? "a row" : "a table")}{(operation.Table is null ? "" : $" of '{operation.Table}'")}. Call it there: {Example(call, operation)}.");
        }

        return Run(call, operation, segment, null, null);
    }

    /// <summary>Whether a segment after a row or a set names an operation: they carry the namespace.</summary>
    public static bool IsBound(PathSegment segment) => segment.Name.StartsWith(PathSegment.Namespace, StringComparison.Ordinal);

    /// <summary>Runs an operation bound to a row, or to a table when there is no row.</summary>
    public static WebApiResponse Bound(WebApiCall call, TableModel table, EntityReference? row)
    {
        if (call.Path.Segments.Count > 2)
            throw WebApiException.NoResource(call.Path.Segments[2].Name);
        var segment = call.Path.Segments[1];
        var operation = Find(call, segment.ShortName) ?? throw WebApiException.NoResource(segment.Name);
        var binding = row is null ? OperationBinding.Table : OperationBinding.Row;
        if (operation.Binding != binding || (operation.Table is not null && operation.Table != table.Name))
            throw WebApiException.Query($"'{operation.Name}' is not bound to {(row is null ? "the set" : "rows of")} '{table.SetName}'. Call it there: {Example(call, operation)}.");
        return Run(call, operation, segment, table, row);
    }

    private static WebApiResponse Run(WebApiCall call, Operation operation, PathSegment segment, TableModel? table, EntityReference? row)
    {
        if (call.Method != (operation.IsFunction ? "GET" : "POST"))
            throw call.MethodNotAllowed(operation.IsFunction ? "GET" : "POST");
        if (!operation.IsFunction && segment.Arguments is { Length: > 0 })
            throw WebApiException.Query($"'{operation.Name}' is an action. Its parameters go into the body.");
        call.Options.Allow();
        var request = new OrganizationRequest(operation.Name);
        if (row is not null)
            request[operation.RowParameter] = operation.RowIsId ? RowId(call, row) : row;
        var reader = new ParameterReader(call, operation);
        foreach (var (name, json) in Arguments(call, operation, segment))
        {
            var parameter = operation.Parameters.FirstOrDefault(p => p.Name == name)
                ?? throw WebApiException.Payload($"The parameter '{name}' in the request payload is not a valid parameter for the operation '{operation.Name}'. {Expected(operation)}");
            request[parameter.InMessage] = reader.Read(parameter, json, operation.Binding == OperationBinding.Table ? table : null);
        }

        var missing = operation.Parameters.FirstOrDefault(p => !p.IsOptional && !(request.Parameters.TryGetValue(p.InMessage, out var value) && value is not null));
        if (missing is not null)
            throw WebApiException.Payload($"The parameter '{missing.Name}' of '{operation.Name}' is missing. {Expected(operation)}");
        return new OperationAnswers(call, operation).Write(call.Service.Execute(request.With(call)).Results);
    }

    private static Dictionary<string, JsonElement> Arguments(WebApiCall call, Operation operation, PathSegment segment)
    {
        if (operation.IsFunction)
        {
            var arguments = FunctionArguments.Read(call, segment.Arguments ?? "");

            // Without parentheses the options themselves are the arguments' aliases.
            foreach (var parameter in operation.Parameters)
            {
                if (segment.Arguments is null && call.Options["@" + parameter.Name] is not null)
                    arguments[parameter.Name] = FunctionArguments.Read(call, $"{parameter.Name}=@{parameter.Name}")[parameter.Name];
            }

            return arguments;
        }

        if (call.Request.Body.IsEmpty)
            return new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        using var body = call.ReadJson();
        if (body.RootElement.ValueKind != JsonValueKind.Object)
            throw WebApiException.Payload($"The parameters of '{operation.Name}' are written as a JSON object.");
        return body.RootElement.EnumerateObject().Where(p => !p.Name.StartsWith('@')).ToDictionary(p => p.Name, p => p.Value.Clone(), StringComparer.Ordinal);
    }

    private static Guid RowId(WebApiCall call, EntityReference row) =>
        Messages.Rows.Resolve(call.Session.Platform, call.Session.Platform.Catalog.Table(row.LogicalName), row.Id, row.KeyAttributes);

    private static Operation? Find(WebApiCall call, string name) =>
        CustomApiOperations.Find(call.Session.Platform, name) ?? StandardOperations.Find(name);

    private static string Expected(Operation operation) => operation.Parameters.Count == 0
        ? "It has none."
        : $"It takes {string.Join(", ", operation.Parameters.Select(p => p.IsOptional ? p.Name + " (optional)" : p.Name))}.";

    private static string Example(WebApiCall call, Operation operation)
    {
        var set = operation.Table is { } table && call.Model.Has(table) ? call.Model.Table(table).SetName : "accounts";
        var parentheses = operation.IsFunction ? "()" : "";
        return operation.Binding switch
        {
            OperationBinding.Row => $"/{set}(id)/{PathSegment.Namespace}{operation.Name}{parentheses}",
            OperationBinding.Table => $"/{set}/{PathSegment.Namespace}{operation.Name}{parentheses}",
            _ => $"/{operation.Name}{parentheses}",
        };
    }
}
