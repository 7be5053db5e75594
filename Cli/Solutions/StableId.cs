using System;
using System.Security.Cryptography;
using System.Text;

namespace Smarketing.Cli.Solutions;

/// <summary>
/// Ids derived from names (UUID version 5, RFC 4122), so that a component keeps its id for ever and on every machine.
/// </summary>
public static class StableId
{
    /// <summary>The namespace of every id of this solution. It never changes: all ids would.</summary>
    public static readonly Guid Namespace = new("6f0f9a52-3c0e-5d0b-9a34-736d61726b74");

    /// <summary>The id of the component with this name, for example <c>step:Smarketing.Crm.Steps.LeadCreate</c>.</summary>
    public static Guid Of(string name) => Of(Namespace, name);

    /// <summary>UUID version 5 of a name in a namespace, both hashed in network byte order.</summary>
    public static Guid Of(Guid namespaceId, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var text = Encoding.UTF8.GetBytes(name);
        Span<byte> input = new byte[16 + text.Length];
        namespaceId.TryWriteBytes(input, bigEndian: true, out _);
        text.CopyTo(input[16..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    public static Guid Assembly(string assemblyName) => Of("assembly:" + assemblyName);

    public static Guid PluginType(string fullTypeName) => Of("plugintype:" + fullTypeName);

    public static Guid Step(string fullTypeName) => Of("step:" + fullTypeName);

    /// <param name="fullTypeName">The step's class.</param>
    /// <param name="imageName"><c>pre</c> or <c>post</c>.</param>
    public static Guid Image(string fullTypeName, string imageName) => Of($"image:{fullTypeName}:{imageName}");
}
