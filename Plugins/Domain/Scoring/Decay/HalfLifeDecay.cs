namespace Smarketing.Crm.Domain.Scoring;

internal sealed record HalfLifeDecay(decimal Days) : Decay
{
    /// <summary>After so many half-lives the factor is below its last bit.</summary>
    private const int VanishingHalfLives = 33;

    private readonly long seconds = (long)(Days * UnixTime.Day);

    internal override FaultCode? Flaw => Days is > 0 and <= 3650 && seconds > 0 ? null : FaultCode.HalfLifeOutOfRange;

    internal override long? NothingLeftAt => seconds * VanishingHalfLives;

    internal override long FactorAt(long ageSeconds)
    {
        if (ageSeconds >= seconds * VanishingHalfLives)
            return 0;
        var halvings = ageSeconds / seconds;

        // 3650 days are below 2^29 seconds, so the shifted remainder stays below 2^61.
        var fraction = (uint)(((ageSeconds - (halvings * seconds)) << 32) / seconds);
        return FixedPoint.TwoToMinus(fraction) >> (int)halvings;
    }
}
