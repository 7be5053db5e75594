namespace Smarketing.LocalDataverse.Metadata;

/// <summary>How strongly a value is asked for. Only <see cref="SystemRequired"/> binds the service; the others bind forms.</summary>
internal enum RequiredLevel
{
    None,
    Recommended,
    ApplicationRequired,
    SystemRequired,
}
