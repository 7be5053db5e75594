namespace Smarketing.Crm.Domain.Scoring;

/// <summary>The languages the product speaks.</summary>
public enum Language
{
    English = 0,
    French = 1,
}
