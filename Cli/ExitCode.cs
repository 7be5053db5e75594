namespace Smarketing.Cli;

/// <summary>What the process answers to the shell.</summary>
public static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Ok = 0;

    /// <summary>Bad input or findings: the user can put it right.</summary>
    public const int BadInput = 1;

    /// <summary>Something the program did not foresee.</summary>
    public const int Unexpected = 2;
}
