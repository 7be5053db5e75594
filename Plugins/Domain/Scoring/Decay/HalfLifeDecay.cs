namespace Smarketing.Crm.Domain.Scoring;

internal sealed record HalfLifeDecay : Decay
{
    /// <summary>After so many half-lives the factor is below its last bit.</summary>
    private const int VanishingHalfLives = 33;

    /// <summary>Ages are shifted so far for the reciprocal; 33 half-lives of 3650 days stay below 2⁶⁰ with it.</summary>
    private const int Shift = 25;

    private readonly long seconds;
    private readonly long vanishesAt;
    private readonly ulong reciprocal;

    public HalfLifeDecay(decimal days)
    {
        Days = days;
        if (Flaw is not null)
            return;
        seconds = (long)(days * UnixTime.Day);
        vanishesAt = seconds * VanishingHalfLives;
        reciprocal = ReciprocalOf((ulong)seconds);
    }

    public decimal Days { get; }

    internal override FaultCode? Flaw => Days is >= 0.01m and <= 3650 ? null : FaultCode.HalfLifeOutOfRange;

    internal override long? NothingLeftAt => vanishesAt;

    internal override long FactorAt(long ageSeconds)
    {
        if (ageSeconds >= vanishesAt)
            return 0;

        // Age in half-lives, in 1/2³²: a multiplication, where a division would be the dearest step of a whole score.
        var halfLives = FixedPoint.MultiplyHigh((ulong)ageSeconds << Shift, reciprocal);
        return FixedPoint.TwoToMinus((uint)halfLives) >> (int)(halfLives >> 32);
    }

    /// <summary>2^(64 + 32 − Shift) / divisor, rounded up, so that whole half-lives come out whole.</summary>
    private static ulong ReciprocalOf(ulong divisor)
    {
        const int Rest = 32 - Shift + 1;
        ulong whole = (1UL << 63) / divisor, remainder = (1UL << 63) % divisor;
        return (whole << Rest) + ((remainder << Rest) / divisor) + 1;
    }
}
