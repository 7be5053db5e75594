namespace Smarketing.LocalDataverse.Query.Operators;

/// <summary>What relative dates count in.</summary>
internal enum TimeUnit
{
    Day,
    Week,
    Month,
    Year,
}
