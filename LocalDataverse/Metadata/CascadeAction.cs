namespace Smarketing.LocalDataverse.Metadata;

/// <summary>What happens to the referencing rows of a relationship when something happens to the referenced row.</summary>
internal enum CascadeAction
{
    /// <summary>Nothing.</summary>
    NoCascade,

    /// <summary>The same happens to all referencing rows.</summary>
    Cascade,

    /// <summary>The same happens to the active referencing rows.</summary>
    Active,

    /// <summary>The same happens to the referencing rows of the same owner.</summary>
    UserOwned,

    /// <summary>Delete: the lookup of the referencing rows is emptied.</summary>
    RemoveLink,

    /// <summary>Delete: refused while referencing rows exist.</summary>
    Restrict,
}
