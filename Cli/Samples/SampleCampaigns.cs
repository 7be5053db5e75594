using System.Collections.Generic;
using Smarketing.Cli.Run.Feed;
using Smarketing.Cli.Solutions;

namespace Smarketing.Cli.Samples;

/// <summary>The sample firm's campaigns of the half-year.</summary>
internal static class SampleCampaigns
{
    public static readonly CampaignRecord Fair = Make("SAL26", "Salon de l’intralogistique, Lyon 2026", 48_000);
    public static readonly CampaignRecord Webinar = Make("WEB26", "Webinaire « L’inventaire sans arrêter l’entrepôt »", 9_500);
    public static readonly CampaignRecord Guide = Make("GUI26", "Guide « Choisir son WMS »", 14_000);
    public static readonly CampaignRecord Newsletter = Make("NEW26", "Lettre mensuelle « Quai n° 1 »", 6_000);
    public static readonly CampaignRecord Social = Make("SOC26", "Campagne sociale directeurs supply chain", 22_000);
    public static readonly CampaignRecord Partners = Make("PAR26", "Programme des intégrateurs partenaires", 0);

    public static readonly IReadOnlyList<CampaignRecord> All = [Fair, Webinar, Guide, Newsletter, Social, Partners];

    private static CampaignRecord Make(string code, string name, decimal cost) => new(StableId.Of("sample:campaign:" + code), name, code) { Cost = cost };
}
