namespace Smarketing.Crm.Domain.Scoring;

internal sealed record LinearDecay(int Days) : Decay
{
    private readonly long seconds = Days * UnixTime.Day;

    internal override FaultCode? Flaw => Days is > 0 and <= 3650 ? null : FaultCode.LinearDaysOutOfRange;

    internal override long? NothingLeftAt => seconds;

    internal override long FactorAt(long ageSeconds) =>
        ageSeconds >= seconds ? 0 : ((seconds - ageSeconds) << 32) / seconds;
}
