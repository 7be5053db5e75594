using System;
using System.Linq;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.WebApi.Operations;

/// <summary>The custom APIs of imported solutions as the Web API shows them.</summary>
internal static class CustomApiOperations
{
    /// <summary>The custom API with a name; null when there is none.</summary>
    public static Operation? Find(Platform platform, string name) =>
        platform.Messages.Contains(name) && platform.Messages.Find(name) is CustomApiMessage api ? Of(api.Definition) : null;

    /// <summary>The operation a custom API is.</summary>
    public static Operation Of(CustomApiDefinition api) => new()
    {
        Name = api.UniqueName,
        IsFunction = api.IsFunction,
        Binding = api.BindingType switch { 1 => OperationBinding.Row, 2 => OperationBinding.Table, _ => OperationBinding.None },
        Table = api.BoundTable,
        Parameters = api.Requests.Select(Value).ToList(),
        Results = api.Responses.Select(Value).ToList(),
        Answer = api.Responses switch
        {
            [] => OperationAnswer.None,

            // A single row or list of rows is the answer itself, not a property of it.
            [{ Type: CustomApiType.Entity }] => OperationAnswer.Row,
            [{ Type: CustomApiType.EntityCollection }] => OperationAnswer.Rows,
            _ => OperationAnswer.Object,
        },
    };

    private static OperationValue Value(CustomApiParameter parameter) => new(parameter.UniqueName, parameter.Type switch
    {
        CustomApiType.Boolean => ValueKind.Boolean,
        CustomApiType.DateTime => ValueKind.Moment,
        CustomApiType.Decimal => ValueKind.Decimal,
        CustomApiType.Entity => ValueKind.Row,
        CustomApiType.EntityCollection => ValueKind.Rows,
        CustomApiType.EntityReference => ValueKind.Reference,
        CustomApiType.Float => ValueKind.Double,
        CustomApiType.Integer => ValueKind.Integer,
        CustomApiType.Money => ValueKind.Money,
        CustomApiType.Picklist => ValueKind.Choice,
        CustomApiType.String => ValueKind.Text,
        CustomApiType.StringArray => ValueKind.Texts,
        CustomApiType.Guid => ValueKind.Id,
        _ => throw new ArgumentOutOfRangeException(nameof(parameter)),
    }, parameter.IsOptional);
}
