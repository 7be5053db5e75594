namespace Smarketing.Cli.Data;

/// <summary>What loading a configuration package did.</summary>
/// <param name="Created">Records created.</param>
/// <param name="Existing">Records that were there already and stayed as they are.</param>
public sealed record ConfigurationLoad(int Created, int Existing);
