using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Faults;

namespace Smarketing.LocalDataverse.Async;

/// <summary>Writes the values that travel with an asynchronous job, so that it survives a restart.</summary>
internal static class ContextCodec
{
    private enum Kind : byte
    {
        Null, Text, Int, Long, Bool, Double, Decimal, Date, Id, Option, Options, Money, Reference, Row, Rows, References,
        Texts, Ids, Bytes, Ints, Parameters, Columns, Relationship,
    }

    public static void Write(BinaryWriter writer, IEnumerable<KeyValuePair<string, object>> values, int count)
    {
        writer.Write7BitEncodedInt(count);
        foreach (var value in values)
        {
            writer.Write(value.Key);
            WriteValue(writer, value.Key, value.Value);
        }
    }

    public static void Read(BinaryReader reader, Action<string, object?> add)
    {
        var count = reader.Read7BitEncodedInt();
        for (var i = 0; i < count; i++)
        {
            var name = reader.ReadString();
            add(name, ReadValue(reader));
        }
    }

    /// <summary>Whether a value can be written.</summary>
    public static bool CanWrite(object? value)
    {
        try
        {
            using var nowhere = new BinaryWriter(Stream.Null);
            WriteValue(nowhere, string.Empty, value);
            return true;
        }
        catch (FaultException<OrganizationServiceFault>)
        {
            return false;
        }
    }

    private static void WriteValue(BinaryWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null: Put(writer, Kind.Null); break;
            case string text: Put(writer, Kind.Text); writer.Write(text); break;
            case int number: Put(writer, Kind.Int); writer.Write(number); break;
            case long number: Put(writer, Kind.Long); writer.Write(number); break;
            case bool flag: Put(writer, Kind.Bool); writer.Write(flag); break;
            case double number: Put(writer, Kind.Double); writer.Write(number); break;
            case decimal number: Put(writer, Kind.Decimal); writer.Write(number); break;
            case DateTime date: Put(writer, Kind.Date); writer.Write(date.Ticks); writer.Write((byte)date.Kind); break;
            case Guid id: Put(writer, Kind.Id); WriteId(writer, id); break;
            case OptionSetValue option: Put(writer, Kind.Option); writer.Write(option.Value); break;
            case OptionSetValueCollection options: Put(writer, Kind.Options); WriteAll(writer, options, o => writer.Write(o.Value)); break;
            case Money money: Put(writer, Kind.Money); writer.Write(money.Value); break;
            case EntityReference reference: Put(writer, Kind.Reference); WriteReference(writer, reference); break;
            case Entity row: Put(writer, Kind.Row); WriteRow(writer, row); break;
            case EntityCollection rows: Put(writer, Kind.Rows); writer.Write(rows.EntityName ?? string.Empty); WriteAll(writer, rows.Entities, r => WriteRow(writer, r)); break;
            case EntityReferenceCollection references: Put(writer, Kind.References); WriteAll(writer, references, r => WriteReference(writer, r)); break;
            case string[] texts: Put(writer, Kind.Texts); WriteAll(writer, texts, t => writer.Write(t)); break;
            case Guid[] ids: Put(writer, Kind.Ids); WriteAll(writer, ids, i => WriteId(writer, i)); break;
            case byte[] bytes: Put(writer, Kind.Bytes); writer.Write7BitEncodedInt(bytes.Length); writer.Write(bytes); break;
            case int[] numbers: Put(writer, Kind.Ints); WriteAll(writer, numbers, n => writer.Write(n)); break;
            case ParameterCollection parameters: Put(writer, Kind.Parameters); Write(writer, parameters, parameters.Count); break;
            case ColumnSet columns: Put(writer, Kind.Columns); writer.Write(columns.AllColumns); WriteAll(writer, columns.Columns, c => writer.Write(c)); break;
            case Relationship relationship:
                Put(writer, Kind.Relationship);
                writer.Write(relationship.SchemaName ?? string.Empty);
                writer.Write((sbyte)(relationship.PrimaryEntityRole is { } role ? (int)role : -1));
                break;
            case Enum constant: Put(writer, Kind.Int); writer.Write(Convert.ToInt32(constant, CultureInfo.InvariantCulture)); break;
            default:
                throw Fault.NotSupported($"a {value.GetType().FullName} in '{name}' of an asynchronous step",
                    "Hand over texts, numbers, dates, ids, option values, references, rows, or arrays of them.");
        }
    }

    private static object? ReadValue(BinaryReader reader) => (Kind)reader.ReadByte() switch
    {
        Kind.Null => null,
        Kind.Text => reader.ReadString(),
        Kind.Int => reader.ReadInt32(),
        Kind.Long => reader.ReadInt64(),
        Kind.Bool => reader.ReadBoolean(),
        Kind.Double => reader.ReadDouble(),
        Kind.Decimal => reader.ReadDecimal(),
        Kind.Date => new DateTime(reader.ReadInt64(), (DateTimeKind)reader.ReadByte()),
        Kind.Id => ReadId(reader),
        Kind.Option => new OptionSetValue(reader.ReadInt32()),
        Kind.Options => new OptionSetValueCollection(ReadAll(reader, () => new OptionSetValue(reader.ReadInt32()))),
        Kind.Money => new Money(reader.ReadDecimal()),
        Kind.Reference => ReadReference(reader),
        Kind.Row => ReadRow(reader),
        Kind.Rows => ReadRows(reader),
        Kind.References => new EntityReferenceCollection(ReadAll(reader, () => ReadReference(reader))),
        Kind.Texts => ReadAll(reader, reader.ReadString).ToArray(),
        Kind.Ids => ReadAll(reader, () => ReadId(reader)).ToArray(),
        Kind.Bytes => reader.ReadBytes(reader.Read7BitEncodedInt()),
        Kind.Ints => ReadAll(reader, reader.ReadInt32).ToArray(),
        Kind.Parameters => ReadParameters(reader),
        Kind.Columns => ReadColumns(reader),
        Kind.Relationship => ReadRelationship(reader),
        var kind => throw new InvalidDataException($"A stored job holds a value of kind {kind}, which this version does not know. Delete the job or use the version that wrote it."),
    };

    private static void Put(BinaryWriter writer, Kind kind) => writer.Write((byte)kind);

    private static void WriteAll<T>(BinaryWriter writer, ICollection<T> items, Action<T> write)
    {
        writer.Write7BitEncodedInt(items.Count);
        foreach (var item in items)
        {
            write(item);
        }
    }

    private static List<T> ReadAll<T>(BinaryReader reader, Func<T> read)
    {
        var count = reader.Read7BitEncodedInt();
        var items = new List<T>(count);
        for (var i = 0; i < count; i++)
        {
            items.Add(read());
        }

        return items;
    }

    public static void WriteId(BinaryWriter writer, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        writer.Write(bytes);
    }

    public static Guid ReadId(BinaryReader reader) => new(reader.ReadBytes(16));

    private static void WriteReference(BinaryWriter writer, EntityReference reference)
    {
        writer.Write(reference.LogicalName ?? string.Empty);
        WriteId(writer, reference.Id);
        writer.Write(reference.Name is not null);
        if (reference.Name is not null)
        {
            writer.Write(reference.Name);
        }
    }

    private static EntityReference ReadReference(BinaryReader reader)
    {
        var reference = new EntityReference(reader.ReadString(), ReadId(reader));
        if (reader.ReadBoolean())
        {
            reference.Name = reader.ReadString();
        }

        return reference;
    }

    private static void WriteRow(BinaryWriter writer, Entity row)
    {
        writer.Write(row.LogicalName ?? string.Empty);
        WriteId(writer, row.Id);
        Write(writer, row.Attributes, row.Attributes.Count);
    }

    private static Entity ReadRow(BinaryReader reader)
    {
        var row = new Entity(reader.ReadString(), ReadId(reader));
        Read(reader, (name, value) => row[name] = value);
        return row;
    }

    private static EntityCollection ReadRows(BinaryReader reader)
    {
        var name = reader.ReadString();
        return new EntityCollection(ReadAll(reader, () => ReadRow(reader))) { EntityName = name };
    }

    public static ParameterCollection ReadParameters(BinaryReader reader)
    {
        var parameters = new ParameterCollection();
        Read(reader, (name, value) => parameters[name] = value);
        return parameters;
    }

    private static ColumnSet ReadColumns(BinaryReader reader)
    {
        var all = reader.ReadBoolean();
        var columns = new ColumnSet([.. ReadAll(reader, reader.ReadString)]);
        columns.AllColumns = all;
        return columns;
    }

    private static Relationship ReadRelationship(BinaryReader reader)
    {
        var relationship = new Relationship(reader.ReadString());
        var role = reader.ReadSByte();
        relationship.PrimaryEntityRole = role < 0 ? null : (EntityRole)role;
        return relationship;
    }
}
