using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Values;

/// <summary>The columns that come with an image column: its id, when it was written, and its address.</summary>
internal sealed class Pictures(Platform platform)
{
    public void Settle(TableDefinition table, TableProfile profile, Entity target)
    {
        foreach (var column in profile.Images)
        {
            if (!target.Attributes.TryGetValue(column.LogicalName, out var value) || value is not (null or byte[]))
            {
                continue;
            }

            if (value is byte[] picture && !IsPicture(picture))
            {
                throw Fault.InvalidArgument($"The bytes in '{column.LogicalName}' of '{table.LogicalName}' are no PNG, JPEG, GIF, BMP or WebP picture. Write the content of such a file, or leave the column out.");
            }

            var now = platform.Clock.GetUtcNow();
            var stamp = now.UtcDateTime.Ticks;
            Set(table, target, column.LogicalName + "id", value is null ? null : Guid.CreateVersion7(now));
            Set(table, target, column.LogicalName + "_timestamp", value is null ? null : stamp);
            Set(table, target, column.LogicalName + "_url", value is null ? null : string.Create(CultureInfo.InvariantCulture,
                $"/Image/download.aspx?Entity={table.LogicalName}&Attribute={column.LogicalName}&Id={target.Id:D}&Timestamp={stamp}"));
        }
    }

    private static bool IsPicture(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])
        || bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || bytes.StartsWith("GIF8"u8) || bytes.StartsWith("BM"u8)
        || (bytes.StartsWith("RIFF"u8) && bytes.Length > 12 && bytes[8..].StartsWith("WEBP"u8));

    private static void Set(TableDefinition table, Entity target, string column, object? value)
    {
        if (table.TryColumn(column, out _))
        {
            target[column] = value;
        }
    }
}
