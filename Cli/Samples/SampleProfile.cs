using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Smarketing.Cli.Run.Feed;

namespace Smarketing.Cli.Samples;

/// <summary>Who a sample lead is: what its form said, and what it is truly worth.</summary>
internal sealed class SampleProfile
{
    private SampleProfile()
    {
    }

    public Dictionary<string, ColumnValue> Columns { get; } = new(StringComparer.Ordinal);

    /// <summary>What a talk with the lead brings to light.</summary>
    public Dictionary<string, ColumnValue> LaterColumns { get; } = new(StringComparer.Ordinal);

    /// <summary>How well the lead truly fits, 0 to 1. Outcomes depend on it; scoring never sees it.</summary>
    public double Fit { get; private set; }

    /// <summary>How much the lead truly wants a solution, 0 to 1.</summary>
    public double Appetite { get; private set; }

    public bool IsOutOfMarket { get; private set; }

    public CampaignRecord? Campaign { get; private set; }

    /// <summary>The lead's source, an option of <c>leadsourcecode</c>.</summary>
    public int Source { get; private set; }

    public static SampleProfile Draw(SampleRandom random)
    {
        var profile = new SampleProfile();
        var persona = profile.DrawPerson(random);
        var company = profile.DrawCompany(random, persona);
        profile.DrawContact(random, persona, company);
        profile.DrawProject(random);
        profile.DrawSource(random);
        return profile;
    }

    private string DrawPerson(SampleRandom random)
    {
        var persona = random.Weighted((36, "logistics"), (14, "finance"), (12, "owner"), (33, "other"), (3, "student"), (2, "competitor"));
        var (titles, worth) = persona switch
        {
            "logistics" => (SampleWords.LogisticsTitles, 0.35),
            "finance" => (SampleWords.FinanceTitles, 0.22),
            "owner" => (SampleWords.OwnerTitles, 0.25),
            "student" => (SampleWords.StudentTitles, 0.0),
            "competitor" => (SampleWords.OwnerTitles, 0.0),
            _ => (SampleWords.OtherTitles, 0.05),
        };
        IsOutOfMarket = persona is "student" or "competitor";
        Fit += worth;
        Columns["firstname"] = ColumnValue.Text(random.Pick(SampleWords.FirstNames));
        Columns["lastname"] = ColumnValue.Text(random.Pick(SampleWords.LastNames));
        if (IsOutOfMarket || random.Chance(0.88))
        {
            Columns["jobtitle"] = ColumnValue.Text(random.Pick(titles));
        }

        if (persona is "logistics" or "owner" && random.Chance(0.35))
        {
            Columns["decisionmaker"] = ColumnValue.Boolean(true);
        }

        return persona;
    }

    private string? DrawCompany(SampleRandom random, string persona)
    {
        var (industry, tail) = random.Chance(0.66) ? SampleWords.Sectors[random.Between(0, 6)] : SampleWords.Sectors[random.Between(7, SampleWords.Sectors.Count - 1)];
        var employees = random.Weighted((9, 0), (20, 1), (26, 2), (38, 3), (7, 4)) switch
        {
            0 => random.Between(1, 9),
            1 => random.Between(10, 49),
            2 => random.Between(50, 199),
            3 => random.Between(200, 1_800),
            _ => random.Between(5_000, 14_000),
        };
        var root = random.Pick(SampleWords.CompanyRoots);
        var name = persona == "competitor" ? random.Pick(SampleWords.Competitors)
            : random.Chance(0.4) ? $"{random.Pick(SampleWords.CompanyHeads)} {root}"
            : $"{root} {tail}";
        var country = random.Weighted((85, "France"), (6, "Belgique"), (4, "Suisse"), (1, "Luxembourg"), (2, "Espagne"), (2, "Maroc"));
        Fit += industry is 10 or 12 or 17 or 22 or 30 or 33 ? 0.25 : 0.02;
        Fit += employees switch { < 10 => 0, < 50 => 0.05, < 200 => 0.15, < 5_000 => 0.30, _ => 0.12 };
        Fit += country is "Espagne" or "Maroc" ? 0 : 0.10;
        if (persona == "student")
        {
            return null;
        }

        if (!random.Chance(0.05))
        {
            Columns["companyname"] = ColumnValue.Text(name);
        }

        AddMostly(random, 0.90, "industrycode", ColumnValue.Choice(industry));
        AddMostly(random, 0.85, "numberofemployees", ColumnValue.Integer(employees));
        AddMostly(random, 0.45, "revenue", ColumnValue.Money(employees * random.Between(120, 340) * 1_000m));
        AddMostly(random, 0.93, "address1_country", ColumnValue.Text(country));
        return name;
    }

    private void DrawContact(SampleRandom random, string persona, string? company)
    {
        var (city, postalCode, range) = random.Pick(SampleWords.Cities);
        AddMostly(random, 0.80, "address1_city", ColumnValue.Text(city));
        AddMostly(random, 0.70, "address1_postalcode", ColumnValue.Text(postalCode));
        var number = random.Between(0, 9_999).ToString("0000", CultureInfo.InvariantCulture);
        AddMostly(random, 0.62, "telephone1", ColumnValue.Text($"{range} {number[..2]} {number[2..]}"));
        var person = Slug((string)Columns["firstname"].Value) + "." + Slug((string)Columns["lastname"].Value);
        var isPrivate = persona == "student" || company is null || random.Chance(0.07);
        var domain = isPrivate ? random.Pick(SampleWords.PrivateMailboxes) : Slug(company!) + ".example";
        AddMostly(random, 0.94, "emailaddress1", ColumnValue.Text(person + "@" + domain));
    }

    private void DrawProject(SampleRandom random)
    {
        Appetite = random.Next() * (IsOutOfMarket ? 0.5 : 1.0);
        var isSerious = Appetite > 0.55;
        var target = random.Chance(0.25) ? Columns : LaterColumns;
        target["need"] = ColumnValue.Choice(isSerious ? random.Between(0, 1) : random.Between(1, 3));
        target["budgetstatus"] = ColumnValue.Choice(isSerious ? random.Between(1, 3) : random.Between(0, 1));
        target["purchasetimeframe"] = ColumnValue.Choice(isSerious ? random.Between(0, 2) : random.Between(2, 4));
    }

    private void DrawSource(SampleRandom random)
    {
        (Source, Campaign) = random.Weighted<(int, CampaignRecord?)>(
            (44, (8, null)), (16, (8, SampleCampaigns.Guide)), (10, (7, SampleCampaigns.Fair)), (10, (6, SampleCampaigns.Webinar)),
            (8, (1, SampleCampaigns.Social)), (7, (4, SampleCampaigns.Partners)), (5, (9, null)));
        Columns["leadsourcecode"] = ColumnValue.Choice(Source);
        if (Campaign is not null)
        {
            Columns["campaignid"] = ColumnValue.Campaign(Campaign.Id);
        }

        Fit += Source is 9 or 4 ? 0.05 : 0;
        Fit = Math.Min(1, Fit);
        Columns["subject"] = ColumnValue.Text(Source switch
        {
            7 => "Rencontre au salon",
            6 => "Inscription au webinaire",
            4 => "Recommandé par un partenaire",
            9 => "Recommandé par un client",
            _ => Campaign is null ? "Formulaire du site" : "Demande de guide",
        });
    }

    private void AddMostly(SampleRandom random, double share, string column, ColumnValue value)
    {
        if (random.Chance(share))
        {
            Columns[column] = value;
        }
    }

    private static string Slug(string text)
    {
        var plain = text.Normalize(NormalizationForm.FormD).Where(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '\'');
        return string.Concat(plain.Select(c => c is ' ' or '\'' ? '-' : char.ToLowerInvariant(c)));
    }
}
