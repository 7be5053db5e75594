using System;
using System.Collections.Generic;
using System.Globalization;
using Smarketing.Cli.Run.Feed;
using Smarketing.Crm.Dataverse.Tables;

namespace Smarketing.Cli.Samples;

/// <summary>What a sample lead does over the months, on every channel: the more it wants, the more and the later in the funnel.</summary>
internal sealed class SampleJourney(SampleRandom random, SampleProfile profile, string key, DateTime start, DateTime end)
{
    private static readonly TimeSpan HourOfWork = TimeSpan.FromHours(1);

    private readonly List<EngagementRecord> _events = [];

    /// <summary>When somebody talked with the lead and learned more, if anybody did.</summary>
    public DateTime? TalkedOn { get; private set; }

    public List<EngagementRecord> Draw()
    {
        Arrive();
        // A keen lead comes back every week or so, a cool one once in a while; some lose interest half-way.
        var lastsUntil = random.Chance(0.35) ? start.AddDays(random.Between(10, 60)) : end;
        var at = start.AddDays(random.Between(1, 8));
        while (at < lastsUntil && at < end)
        {
            Session(WorkingHour(at));
            var pause = 4 + ((1 - profile.Appetite) * 34);
            at = at.AddDays(pause * (0.4 + (1.2 * random.Next())));
        }

        Decide();
        Mess();
        return _events;
    }

    private void Arrive()
    {
        switch (profile.Source)
        {
            case 7:
                Add(start.AddDays(-1), EngagementType.EventAttended, Channel.Event, "salon/intralogistique-lyon", profile.Campaign);
                break;
            case 6:
                Add(start, EngagementType.EventRegistered, Channel.Event, "webinaire/inventaire-sans-arret", profile.Campaign);
                if (random.Chance(0.35 + (0.5 * profile.Appetite)))
                {
                    Add(start.AddDays(6), EngagementType.EventAttended, Channel.Event, "webinaire/inventaire-sans-arret", profile.Campaign);
                }

                break;
            case 4 or 9:
                Add(start, EngagementType.Referral, Channel.Partner, "recommandation", profile.Campaign);
                break;
            case 1:
                Add(start, EngagementType.SocialInteraction, Channel.Social, "publication/retour-terrain", profile.Campaign);
                break;
            default:
                Add(start, EngagementType.FormSubmitted, Channel.Form, "formulaire/contact", profile.Campaign);
                break;
        }

        if (profile.Campaign == SampleCampaigns.Guide)
        {
            Add(start, EngagementType.ContentDownload, Channel.Site, SampleWords.Guides[0], profile.Campaign);
        }
    }

    private void Session(DateTime at)
    {
        if (random.Chance(0.55))
        {
            Add(at, EngagementType.EmailOpened, Channel.Email, "lettre/" + at.ToString("yyyy-MM", CultureInfo.InvariantCulture), SampleCampaigns.Newsletter);
            if (!random.Chance(0.15 + (0.6 * profile.Appetite)))
            {
                return;
            }

            Add(at.AddMinutes(2), EngagementType.EmailClicked, Channel.Email, "lettre/" + at.ToString("yyyy-MM", CultureInfo.InvariantCulture), SampleCampaigns.Newsletter);
        }

        for (var pages = random.Between(1, 2 + (int)(3 * profile.Appetite)); pages > 0; pages--)
        {
            at = at.AddMinutes(random.Between(1, 4));
            Add(at, EngagementType.PageVisit, Channel.Site, random.Pick(SampleWords.Pages));
        }

        Sometimes(0.30 * profile.Appetite, at.AddMinutes(5), EngagementType.LongVisit, Channel.Site, "produit/wms");
        Sometimes(0.20, at.AddMinutes(7), EngagementType.ContentView, Channel.Blog, random.Pick(SampleWords.Posts));
        Sometimes(0.30 * profile.Appetite, at.AddMinutes(9), EngagementType.ContentView, Channel.Site, random.Pick(SampleWords.Stories));
        Sometimes(0.22 * profile.Appetite, at.AddMinutes(12), EngagementType.ContentDownload, Channel.Site, random.Pick(SampleWords.Guides), SampleCampaigns.Guide);
        Sometimes(profile.Appetite > 0.5 ? 0.28 : 0.03, at.AddMinutes(15), EngagementType.PricingVisit, Channel.Site, "tarifs");
        Sometimes(0.10, at.AddHours(3), EngagementType.SocialInteraction, Channel.Social, "publication/chiffres-du-mois", SampleCampaigns.Social);
        Sometimes(0.06 * profile.Appetite, at.AddDays(1), EngagementType.EventRegistered, Channel.Event, "webinaire/inventaire-sans-arret", SampleCampaigns.Webinar);
        if (random.Chance(0.09 + (0.12 * profile.Appetite)))
        {
            Add(at.AddHours(26), EngagementType.Conversation, random.Chance(0.6) ? Channel.Phone : Channel.Site, "echange");
            TalkedOn ??= at.AddHours(27);
        }
    }

    private void Decide()
    {
        if (profile.Appetite > 0.62 && random.Chance((0.15 + (0.45 * profile.Fit)) * profile.Appetite))
        {
            var type = random.Chance(0.6) ? EngagementType.DemoRequest : EngagementType.ContactRequest;
            Add(WorkingHour(Within(0.25, 0.9)), type, Channel.Form, type == EngagementType.DemoRequest ? "formulaire/demonstration" : "formulaire/rappel");
        }

        Sometimes(profile.Appetite < 0.3 ? 0.12 : 0.02, WorkingHour(Within(0.2, 1)), EngagementType.Unsubscribed, Channel.Email, "lettre", SampleCampaigns.Newsletter);
    }

    /// <summary>What real event streams do: deliver late, deliver twice, and now and then carry a wrong date.</summary>
    private void Mess()
    {
        for (var i = _events.Count - 1; i >= 0; i--)
        {
            var happened = _events[i];
            if (random.Chance(0.03))
            {
                _events[i] = happened with { RecordedOn = happened.RecordedOn.AddDays(random.Between(2, 20)) };
            }
            else if (random.Chance(0.008))
            {
                _events.Add(happened with { RecordedOn = happened.RecordedOn.AddHours(5) });
            }
            else if (random.Chance(0.0015))
            {
                _events[i] = happened with { OccurredOn = happened.OccurredOn.AddDays(40) };
            }
        }

        _events.RemoveAll(e => e.RecordedOn > end);
    }

    private DateTime Within(double from, double to) => start.AddMinutes((end - start).TotalMinutes * (from + ((to - from) * random.Next())));

    private DateTime WorkingHour(DateTime at) => at.Date + (HourOfWork * random.Between(7, 17)) + TimeSpan.FromMinutes(random.Between(0, 59));

    private void Sometimes(double probability, DateTime at, EngagementType type, Channel channel, string content, CampaignRecord? campaign = null)
    {
        if (random.Chance(probability))
        {
            Add(at, type, channel, content, campaign);
        }
    }

    private void Add(DateTime at, EngagementType type, Channel channel, string content, CampaignRecord? campaign = null)
    {
        // To the second, as a database keeps it.
        at = new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        var recordedOn = at < start ? start : at;
        if (recordedOn <= end)
        {
            _events.Add(new EngagementRecord(
                string.Create(CultureInfo.InvariantCulture, $"sample:{key}:{_events.Count + 1}"), at, recordedOn, type, channel, content, campaign?.Id));
        }
    }
}
