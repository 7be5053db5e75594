using System;
using System.IO;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Smarketing.Cli.Solutions.Packing;

/// <summary>The strong name inside a DLL, read without loading it.</summary>
internal static class AssemblyIdentity
{
    /// <exception cref="InputException">The bytes are no .NET assembly.</exception>
    public static string Read(byte[] dll)
    {
        try
        {
            using var reader = new PEReader(new MemoryStream(dll));
            return reader.GetMetadataReader().GetAssemblyDefinition().GetAssemblyName().FullName;
        }
        catch (Exception fault) when (fault is BadImageFormatException or InvalidOperationException)
        {
            throw new InputException("A DLL to pack is not a .NET assembly. Build the repository again (dotnet build).", fault);
        }
    }
}
