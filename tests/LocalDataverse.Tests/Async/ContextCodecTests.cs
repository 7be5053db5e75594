using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.ServiceModel;
using CsCheck;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Async;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Async;

public class ContextCodecTests
{
    private static readonly Gen<object?> Simple = Gen.OneOf(
        Gen.Const((object?)null),
        Gen.String.Select(v => (object?)v),
        Gen.Int.Select(v => (object?)v),
        Gen.Long.Select(v => (object?)v),
        Gen.Bool.Select(v => (object?)v),
        Gen.Double.Select(v => (object?)v),
        Gen.Decimal.Select(v => (object?)v),
        Gen.DateTime.Select(v => (object?)v),
        Gen.Guid.Select(v => (object?)v),
        Gen.Int.Select(v => (object?)new OptionSetValue(v)),
        Gen.Decimal.Select(v => (object?)new Money(v)),
        Gen.Select(Gen.String, Gen.Guid).Select((n, i) => (object?)new EntityReference(n, i) { Name = n }),
        Gen.Int.Array[0, 4].Select(v => (object?)new OptionSetValueCollection(v.Select(o => new OptionSetValue(o)).ToList())),
        Gen.String.Array[0, 4].Select(v => (object?)v),
        Gen.Byte.Array[0, 9].Select(v => (object?)v));

    private static readonly Gen<object?> Row = Gen.Select(Gen.Guid, Gen.Select(Gen.String[1, 8], Simple).Array[0, 6]).Select((id, values) =>
    {
        var row = new Entity("lead", id);
        foreach (var (name, value) in values)
        {
            row[name] = value;
        }

        return (object?)row;
    });

    [Fact]
    public void What_is_written_reads_back_the_same() =>
        Gen.Select(Gen.String[1, 8], Gen.OneOf(Simple, Row)).Array[0, 8].Sample(values =>
        {
            var written = values.GroupBy(v => v.Item1, StringComparer.Ordinal).Select(g => new KeyValuePair<string, object>(g.Key, g.First().Item2!)).ToList();
            var read = new List<KeyValuePair<string, object?>>();
            using var reader = Reader(written);
            ContextCodec.Read(reader, (name, value) => read.Add(new(name, value)));
            return written.Count == read.Count && written.Zip(read).All(p => string.Equals(p.First.Key, p.Second.Key, StringComparison.Ordinal) && Same(p.First.Value, p.Second.Value));
        });

    [Fact]
    public void A_value_that_cannot_travel_is_refused_by_name()
    {
        var fault = Assert.Throws<FaultException<OrganizationServiceFault>>(() => Reader([new("thing", new Version(1, 0))]));
        Assert.Contains("a System.Version in 'thing' of an asynchronous step", fault.Detail.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Column_sets_and_relationships_travel_too()
    {
        var read = new Dictionary<string, object?>(StringComparer.Ordinal);
        using var reader = Reader([new("columns", new ColumnSet("a", "b")), new("link", new Relationship("x") { PrimaryEntityRole = EntityRole.Referenced })]);
        ContextCodec.Read(reader, (name, value) => read[name] = value);
        Assert.Equal(["a", "b"], Assert.IsType<ColumnSet>(read["columns"]).Columns);
        Assert.Equal(EntityRole.Referenced, Assert.IsType<Relationship>(read["link"]).PrimaryEntityRole);
    }

    private static BinaryReader Reader(List<KeyValuePair<string, object>> values)
    {
        var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            ContextCodec.Write(writer, values, values.Count);
        }

        buffer.Position = 0;
        return new BinaryReader(buffer);
    }

    private static bool Same(object? a, object? b) => (a, b) switch
    {
        (null, null) => true,
        (DateTime x, DateTime y) => x == y && x.Kind == y.Kind,
        (OptionSetValue x, OptionSetValue y) => x.Value == y.Value,
        (Money x, Money y) => x.Value == y.Value,
        (EntityReference x, EntityReference y) => x.LogicalName == y.LogicalName && x.Id == y.Id && x.Name == y.Name,
        (OptionSetValueCollection x, OptionSetValueCollection y) => x.Select(o => o.Value).SequenceEqual(y.Select(o => o.Value)),
        (string[] x, string[] y) => x.SequenceEqual(y),
        (byte[] x, byte[] y) => x.SequenceEqual(y),
        (Entity x, Entity y) => x.Id == y.Id && x.LogicalName == y.LogicalName
            && x.Attributes.Count == y.Attributes.Count && x.Attributes.All(v => Same(v.Value, y.Attributes[v.Key])),
        _ => Equals(a, b),
    };
}
