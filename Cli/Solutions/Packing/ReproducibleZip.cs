using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Smarketing.Cli.Solutions.Packing;

/// <summary>
/// Writes a zip whose bytes depend on nothing but names and contents: given order, one fixed timestamp, no host system, and stored
/// rather than deflated, because deflate's output differs between processors and runtime versions.
/// </summary>
internal static class ReproducibleZip
{
    private const ushort Version = 20;

    /// <summary>1980-01-01, the first day a zip can tell.</summary>
    private const ushort Date = (1 << 5) | 1;

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOfByte)];

    /// <param name="entries">Names with forward slashes in ASCII, as the platform's package format asks, in the order to write.</param>
    public static byte[] Write(IEnumerable<KeyValuePair<string, byte[]>> entries)
    {
        using var zip = new MemoryStream();
        using var directory = new MemoryStream();
        ushort count = 0;
        foreach (var (name, content) in entries)
        {
            if (!Ascii.IsValid(name))
            {
                throw new InputException($"'{name}' cannot be packed: names inside a solution are plain ASCII. Rename the file and what refers to it.");
            }
            var offset = (uint)zip.Position;
            var path = Encoding.ASCII.GetBytes(name);
            var crc = Crc(content);
            Write(zip, 0x04034b50);
            Entry(zip, crc, (uint)content.Length, (ushort)path.Length);
            zip.Write(path);
            zip.Write(content);
            Write(directory, 0x02014b50);
            Write(directory, Version);
            Entry(directory, crc, (uint)content.Length, (ushort)path.Length);
            directory.Write(new byte[10]); // no comment, first disk, no attributes
            Write(directory, offset);
            directory.Write(path);
            count++;
        }
        var start = (uint)zip.Position;
        directory.WriteTo(zip);
        Write(zip, 0x06054b50);
        Write(zip, (uint)0); // this disk and the directory's disk
        Write(zip, count);
        Write(zip, count);
        Write(zip, (uint)directory.Length);
        Write(zip, start);
        Write(zip, (ushort)0);
        return zip.ToArray();
    }

    /// <summary>What a local header and a directory record have in common.</summary>
    private static void Entry(Stream stream, uint crc, uint length, ushort nameLength)
    {
        Write(stream, Version);
        Write(stream, (ushort)0); // flags
        Write(stream, (ushort)0); // stored
        Write(stream, (ushort)0); // midnight
        Write(stream, Date);
        Write(stream, crc);
        Write(stream, length);
        Write(stream, length);
        Write(stream, nameLength);
        Write(stream, (ushort)0); // no extra field
    }

    private static void Write(Stream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static void Write(Stream stream, ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static uint Crc(byte[] content) => ~content.Aggregate(uint.MaxValue, (crc, next) => CrcTable[(byte)(crc ^ next)] ^ (crc >> 8));

    private static uint CrcOfByte(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 0 ? crc >> 1 : 0xEDB88320u ^ (crc >> 1);
        }
        return crc;
    }
}
