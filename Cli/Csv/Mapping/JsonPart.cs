using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace Smarketing.Cli.Csv.Mapping;

/// <summary>A part of a JSON text that knows where it stands, so that a message can point at it.</summary>
public sealed class JsonPart
{
    private JsonPart(string path, int line, int character, JsonTokenType kind)
    {
        Path = path;
        Line = line;
        Character = character;
        Kind = kind;
    }

    /// <summary>The way to it from the top, such as <c>lead.jobtitle.column</c>.</summary>
    public string Path { get; }

    public int Line { get; }

    public int Character { get; }

    public JsonTokenType Kind { get; }

    /// <summary>The text of a string, number or word.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>The members of an object, in order.</summary>
    public List<KeyValuePair<string, JsonPart>> Members { get; } = [];

    /// <summary>The items of an array, in order.</summary>
    public List<JsonPart> Items { get; } = [];

    /// <summary>Parses a JSON text; comments and trailing commas are allowed, since people write maps.</summary>
    /// <exception cref="JsonException">The text is not JSON; the exception says where.</exception>
    public static JsonPart Parse(byte[] utf8)
    {
        var bytes = utf8.AsSpan();
        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        reader.Read();
        var place = new Place();
        var part = Read(ref reader, bytes, place, string.Empty);
        reader.Read();
        return part;
    }

    private static JsonPart Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, Place place, string path)
    {
        place.MoveTo(bytes, (int)reader.TokenStartIndex);
        var part = new JsonPart(path, place.Line, place.Character, reader.TokenType);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    part.Members.Add(new(name, Read(ref reader, bytes, place, path.Length == 0 ? name : path + "." + name)));
                }

                break;
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    part.Items.Add(Read(ref reader, bytes, place, $"{path}[{part.Items.Count}]"));
                }

                break;
            case JsonTokenType.String:
                part.Text = reader.GetString()!;
                break;
            default:
                part.Text = Encoding.UTF8.GetString(reader.ValueSpan);
                break;
        }

        return part;
    }

    /// <summary>Line and character of a byte, counted on from the byte before: tokens only ever move forward.</summary>
    private sealed class Place
    {
        private int _position;
        private int _lineStart;

        public int Line { get; private set; } = 1;

        public int Character => _position - _lineStart + 1;

        public void MoveTo(ReadOnlySpan<byte> bytes, int position)
        {
            for (; _position < position; _position++)
            {
                if (bytes[_position] == '\n')
                {
                    Line++;
                    _lineStart = _position + 1;
                }
            }
        }
    }
}
