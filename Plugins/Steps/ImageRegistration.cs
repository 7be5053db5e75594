using System;
using System.Collections.Generic;

namespace Smarketing.Crm.Steps;

/// <summary>A copy of the row that the platform hands to a step.</summary>
public sealed class ImageRegistration
{
    /// <summary>Name and alias of every pre-image.</summary>
    public const string Pre = "pre";

    /// <summary>Name and alias of every post-image.</summary>
    public const string Post = "post";

    internal ImageRegistration(string name, string[] columns)
    {
        Name = name;
        Columns = Array.AsReadOnly((string[])columns.Clone());
    }

    /// <summary><see cref="Pre"/> or <see cref="Post"/>.</summary>
    public string Name { get; }

    /// <summary>Logical names of the columns it carries; empty means all.</summary>
    public IReadOnlyList<string> Columns { get; }
}
