namespace Smarketing.LocalDataverse.Metadata;

/// <summary>Who owns the rows of a table.</summary>
internal enum TableOwnership
{
    /// <summary>Nobody: intersect tables and children that follow their parent.</summary>
    None,

    /// <summary>A user or a team, in the column ownerid.</summary>
    UserOwned,

    /// <summary>The organisation.</summary>
    OrganizationOwned,

    /// <summary>A business unit.</summary>
    BusinessOwned,
}
