using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.WebApi.Model;
using Smarketing.LocalDataverse.WebApi.Operations;

namespace Smarketing.LocalDataverse.WebApi.Metadata;

/// <summary>
/// Writes actions and functions as CSDL, with a complex type for what each answers: the platform's that are supported, and the custom APIs
/// of imported solutions.
/// </summary>
internal sealed class CsdlOperations(XmlWriter xml, WebApiModel model, Pipeline.Platform platform)
{
    private readonly List<Operation> operations =
    [
        .. StandardOperations.All.Where(o => platform.Messages.Contains(o.Name))
            .Concat(platform.Messages.All.OfType<CustomApiMessage>().Select(m => CustomApiOperations.Of(m.Definition)))
            .OrderBy(o => o.Name, StringComparer.Ordinal),
    ];

    /// <summary>Writes operations and the types of their answers.</summary>
    public void Write()
    {
        foreach (var operation in operations)
        {
            if (operation.Answer == OperationAnswer.Object)
            {
                xml.WriteStartElement("ComplexType", CsdlWriter.Edm);
                xml.WriteAttributeString("Name", operation.Name + "Response");
                foreach (var result in operation.Results)
                    CsdlWriter.Element(xml, IsRow(result.Kind) ? "NavigationProperty" : "Property", ("Name", result.Name), ("Type", TypeOf(result.Kind)));
                xml.WriteEndElement();
            }

            Write(operation);
        }
    }

    /// <summary>Writes how operations that are bound to nothing are called.</summary>
    public void WriteImports()
    {
        foreach (var operation in operations.Where(o => o.Binding == OperationBinding.None))
        {
            var kind = operation.IsFunction ? "Function" : "Action";
            CsdlWriter.Element(xml, kind + "Import", ("Name", operation.Name), (kind, "mscrm." + operation.Name));
        }
    }

    private void Write(Operation operation)
    {
        xml.WriteStartElement(operation.IsFunction ? "Function" : "Action", CsdlWriter.Edm);
        xml.WriteAttributeString("Name", operation.Name);
        if (operation.Binding != OperationBinding.None)
        {
            var table = operation.Table is { } name && model.Has(name) ? name : "crmbaseentity";
            xml.WriteAttributeString("IsBound", "true");
            CsdlWriter.Element(
                xml, "Parameter", ("Name", "entity"), ("Type", operation.Binding == OperationBinding.Row ? "mscrm." + table : $"Collection(mscrm.{table})"), ("Nullable", "false"));
        }

        foreach (var parameter in operation.Parameters.OrderBy(p => p.IsOptional))
        {
            if (parameter.IsOptional)
                CsdlWriter.Element(xml, "Parameter", ("Name", parameter.Name), ("Type", TypeOf(parameter.Kind)));
            else
                CsdlWriter.Element(xml, "Parameter", ("Name", parameter.Name), ("Type", TypeOf(parameter.Kind)), ("Nullable", "false"));
        }

        var result = operation.Answer switch
        {
            OperationAnswer.None => null,
            OperationAnswer.Object => $"mscrm.{operation.Name}Response",
            _ => TypeOf(operation.Results[0].Kind),
        };
        if (result is not null)
            CsdlWriter.Element(xml, "ReturnType", ("Type", result), ("Nullable", "false"));
        xml.WriteEndElement();
    }

    private static bool IsRow(ValueKind kind) => kind is ValueKind.Row or ValueKind.Rows or ValueKind.Reference or ValueKind.References;

    private static string TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => "Edm.Boolean",
        ValueKind.Integer or ValueKind.Choice => "Edm.Int32",
        ValueKind.Long => "Edm.Int64",
        ValueKind.Decimal or ValueKind.Money => "Edm.Decimal",
        ValueKind.Double => "Edm.Double",
        ValueKind.Id => "Edm.Guid",
        ValueKind.Moment => "Edm.DateTimeOffset",
        ValueKind.Binary => "Edm.Binary",
        ValueKind.Texts => "Collection(Edm.String)",
        ValueKind.Ids => "Collection(Edm.Guid)",
        ValueKind.Row or ValueKind.Reference => "mscrm.crmbaseentity",
        ValueKind.Rows or ValueKind.References => "Collection(mscrm.crmbaseentity)",
        _ => "Edm.String",
    };
}
