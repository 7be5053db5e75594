using System;

namespace Smarketing.Cli;

/// <summary>
/// Something the user can put right. The message names the thing, the rule it breaks and the remedy;
/// the command line shows it as it is and ends with <see cref="ExitCode.BadInput"/>.
/// </summary>
public sealed class InputException : Exception
{
    public InputException(string message)
        : base(message)
    {
    }

    public InputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
