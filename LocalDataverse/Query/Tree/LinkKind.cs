namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>What a link does with the rows it links to.</summary>
internal enum LinkKind
{
    /// <summary>One row for each match; rows of the parent without a match go.</summary>
    Inner,

    /// <summary>One row for each match; rows of the parent without a match stay.</summary>
    Outer,

    /// <summary>Like outer, with one match at most.</summary>
    FirstRow,

    /// <summary>Rows of the parent with a match, each once.</summary>
    Exists,

    /// <summary>The same, asked as a list of values.</summary>
    In,

    /// <summary>Rows of the parent with a match, as a condition among others.</summary>
    Any,

    /// <summary>Rows of the parent without a match.</summary>
    NotAny,

    /// <summary>The platform's peculiar one: rows of the parent that are linked to some row, but to none that fits the link's own filter.</summary>
    All,

    /// <summary>The same as <see cref="Any"/>, whatever the name says.</summary>
    NotAll,
}
