using System;
using System.Collections.Generic;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Domain.Agreements;
using AgreementState = Smarketing.Crm.Domain.Agreements.AgreementState;
using Side = Smarketing.Crm.Domain.Agreements.Side;

namespace Smarketing.Crm.Dataverse;

/// <summary>Between the row of an agreement and what the domain knows of it.</summary>
internal static class AgreementRow
{
    /// <summary>Columns that only signing writes.</summary>
    public static readonly IReadOnlyList<string> Signatures =
    [
        Tables.Agreement.Columns.MarketingSignerId, Tables.Agreement.Columns.MarketingSignedOn,
        Tables.Agreement.Columns.SalesSignerId, Tables.Agreement.Columns.SalesSignedOn,
    ];

    /// <summary>Where the agreement stands.</summary>
    public static AgreementLife Life(Tables.Agreement row)
    {
        var marketing = Signature(row.MarketingSignerId, row.MarketingSignedOn);
        var sales = Signature(row.SalesSignerId, row.SalesSignedOn);
        return row.StatusCode switch
        {
            Tables.AgreementStatus.InForce => new AgreementLife(AgreementState.InForce, marketing, sales),
            Tables.AgreementStatus.Expired => new AgreementLife(AgreementState.Expired, marketing, sales),
            Tables.AgreementStatus.Superseded => new AgreementLife(AgreementState.Superseded, marketing, sales),
            _ => AgreementLife.Draft(marketing, sales),
        };
    }

    /// <summary>The columns that hold a signature of a side.</summary>
    public static Tables.Agreement Signed(Guid agreementId, Side side, Signature signature)
    {
        var by = new EntityReference(UserTable, signature.By);
        return side == Side.Marketing
            ? new Tables.Agreement { Id = agreementId, MarketingSignerId = by, MarketingSignedOn = signature.On }
            : new Tables.Agreement { Id = agreementId, SalesSignerId = by, SalesSignedOn = signature.On };
    }

    /// <summary>The side of an option; <c>null</c> for none.</summary>
    /// <exception cref="RefusalException">The option is no side that signs.</exception>
    public static Side? SideOf(int? option) => option switch
    {
        null or 0 => null,
        (int)Tables.Side.Marketing => Side.Marketing,
        (int)Tables.Side.Sales => Side.Sales,
        _ => throw new RefusalException(AgreementTexts.NoSuchSide(option.Value)),
    };

    /// <summary>The option of a side.</summary>
    public static int Option(Side side) => (int)(side == Side.Marketing ? Tables.Side.Marketing : Tables.Side.Sales);

    /// <summary>What the agreement says, as far as signing asks.</summary>
    public static SigningTerms Terms(Tables.Agreement row)
    {
        var said = new List<Term>();
        Add(Term.ScoringModel, row.ScoringModelId);
        Add(Term.MqlFit, row.MqlFit);
        Add(Term.MqlEngagement, row.MqlEngagement);
        Add(Term.SqlFit, row.SqlFit);
        Add(Term.SqlEngagement, row.SqlEngagement);
        Add(Term.ContactFacts, string.IsNullOrWhiteSpace(row.ContactFacts) ? null : row.ContactFacts);
        Add(Term.AcceptMinutes, row.AcceptMinutes);
        Add(Term.FirstTouchMinutes, row.FirstTouchMinutes);
        Add(Term.FollowUpAttempts, row.FollowUpAttempts);
        Add(Term.FollowUpMinutes, row.FollowUpMinutes);
        Add(Term.DispositionMinutes, row.DispositionMinutes);
        Add(Term.HandlingTarget, row.HandlingTarget);
        Add(Term.AcceptanceTarget, row.AcceptanceTarget);
        Add(Term.MeetingTarget, row.MeetingTarget);
        Add(Term.ReviewOn, row.ReviewOn);
        Add(Term.ValidUntil, row.ValidUntil);
        return new SigningTerms(said, Dates(row));

        void Add(Term term, object? value)
        {
            if (value is not null)
                said.Add(term);
        }
    }

    /// <summary>Its dates. A zone that is not known was refused when it was written; should it be there all the same, days are those of UTC.</summary>
    public static AgreementDates Dates(Tables.Agreement row) => new(
        TimeZones.Find(row.TimeZone) ?? TimeZoneInfo.Utc,
        row.ReviewOn,
        row.ValidUntil,
        row.ReminderDays ?? AgreementDates.UsualReminderDays);

    private const string UserTable = "systemuser";

    private static Signature? Signature(EntityReference? by, DateTime? on) =>
        by is null ? null : new Signature(by.Id, on is { } moment ? Clock.Utc(moment) : default);
}
