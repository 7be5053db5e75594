using System.Collections.Generic;

namespace Smarketing.Cli.Samples;

/// <summary>The words the sample is made of. Firms and people are invented; addresses end in <c>.example</c>, telephone numbers come from the ranges kept for fiction.</summary>
internal static class SampleWords
{
    public static readonly IReadOnlyList<string> FirstNames =
    [
        "Camille", "Julien", "Sophie", "Thomas", "Nathalie", "Nicolas", "Isabelle", "Antoine", "Claire", "Mathieu", "Élodie", "Guillaume",
        "Aurélie", "Olivier", "Sandrine", "Benoît", "Hélène", "Karim", "Céline", "Frédéric", "Amina", "Jérôme", "Laurence", "Étienne",
        "Florence", "Vincent", "Inès", "Rachid", "Véronique", "Maxime", "Anne-Laure", "Cédric", "Émilie", "Stéphane", "Yasmine", "Loïc",
    ];

    public static readonly IReadOnlyList<string> LastNames =
    [
        "Lefebvre", "Moreau", "Garnier", "Rousseau", "Blanchard", "Fontaine", "Chevalier", "Robin", "Perrot", "Marchal", "Le Goff", "Baudry",
        "Benali", "Carpentier", "Dumont", "Texier", "Hamon", "Vasseur", "Guérin", "Poulain", "Delmas", "Rivière", "Charpentier", "Meunier",
        "Lacroix", "Bertin", "Aubry", "Maillard", "Tessier", "Cordier", "Jacquet", "Schmitt", "Keller", "Boucher", "Prévost", "N'Diaye",
    ];

    /// <summary>City, postal code, telephone range.</summary>
    public static readonly IReadOnlyList<(string City, string PostalCode, string Telephone)> Cities =
    [
        ("Lille", "59000", "03 53 01"), ("Roubaix", "59100", "03 53 01"), ("Amiens", "80000", "03 53 01"), ("Strasbourg", "67000", "03 53 01"),
        ("Metz", "57000", "03 53 01"), ("Dijon", "21000", "03 53 01"), ("Lyon", "69003", "04 65 71"), ("Saint-Étienne", "42000", "04 65 71"),
        ("Grenoble", "38000", "04 65 71"), ("Marseille", "13002", "04 65 71"), ("Avignon", "84000", "04 65 71"), ("Montpellier", "34000", "04 65 71"),
        ("Toulouse", "31000", "05 36 49"), ("Bordeaux", "33000", "05 36 49"), ("Limoges", "87000", "05 36 49"), ("Poitiers", "86000", "05 36 49"),
        ("Nantes", "44000", "02 61 91"), ("Rennes", "35000", "02 61 91"), ("Le Mans", "72000", "02 61 91"), ("Orléans", "45000", "02 61 91"),
        ("Le Havre", "76600", "02 61 91"), ("Caen", "14000", "02 61 91"), ("Paris", "75012", "01 99 00"), ("Roissy-en-France", "95700", "01 99 00"),
    ];

    public static readonly IReadOnlyList<string> CompanyHeads =
        ["Groupe", "Établissements", "Ateliers", "Comptoir", "Maison", "Compagnie", "Manufacture", "Union"];

    public static readonly IReadOnlyList<string> CompanyRoots =
    [
        "Valbrière", "Montclar", "Orsenne", "Kerlann", "Delvaire", "Brévant", "Sauvelade", "Tramont", "Ardelys", "Courlande", "Mérival", "Hautecombe",
        "Lansac", "Vermeuil", "Rochegude", "Bessaire", "Pontarné", "Grandval", "Escaudan", "Mornac", "Aubevoie", "Castelvert", "Folligny", "Trévennec",
        "Sarrance", "Noirval", "Belcastel", "Quernes", "Ossenval", "Dampierre-Lys",
    ];

    /// <summary>Sector (<c>industrycode</c>) and what such a firm calls itself; the first six are the ones we sell to.</summary>
    public static readonly IReadOnlyList<(int Industry, string Tail)> Sectors =
    [
        (12, "Mécanique"), (12, "Équipements"), (17, "Agroalimentaire"), (22, "Distribution"), (33, "Négoce"), (10, "Emballages"), (30, "Transports"),
        (7, "Conseil"), (8, "Services"), (13, "Restauration"), (16, "Finances"), (1, "Expertise comptable"), (29, "Immobilier"),
    ];

    public static readonly IReadOnlyList<string> LogisticsTitles =
    [
        "Directeur logistique", "Directrice supply chain", "Responsable entrepôt", "Directeur des opérations", "Responsable exploitation logistique",
        "Directrice industrielle", "Responsable transport", "Supply Chain Manager", "Chef de projet logistique",
    ];

    public static readonly IReadOnlyList<string> FinanceTitles =
        ["DAF", "DSI", "Directrice administrative et financière", "Directeur des systèmes d’information", "Directeur financier"];

    public static readonly IReadOnlyList<string> OwnerTitles = ["Directeur général", "Directrice générale", "PDG", "Gérant", "Présidente"];

    public static readonly IReadOnlyList<string> OtherTitles =
        ["Acheteuse", "Contrôleur de gestion", "Chargée de marketing", "Consultant indépendant", "Technicien méthodes", "Assistante ADV", "Ingénieur qualité"];

    public static readonly IReadOnlyList<string> StudentTitles = ["Étudiante en master logistique", "Stagiaire supply chain", "Alternant achats", "Étudiant"];

    public static readonly IReadOnlyList<string> Competitors = ["Entrepolis Logiciels", "Quai Numérique", "Stockalis"];

    public static readonly IReadOnlyList<string> PrivateMailboxes = ["orange.example", "free.example", "laposte.example"];

    public static readonly IReadOnlyList<string> Pages =
        ["produit/wms", "produit/inventaire-mobile", "produit/preparation-vocale", "produit/pilotage-transport", "societe/equipe", "integrations/erp"];

    public static readonly IReadOnlyList<string> Stories =
        ["cas-client/agroalimentaire-bretagne", "cas-client/negoce-materiaux", "cas-client/pieces-automobiles", "cas-client/e-commerce-textile"];

    public static readonly IReadOnlyList<string> Posts =
        ["blog/reduire-erreurs-preparation", "blog/inventaire-tournant", "blog/penurie-caristes", "blog/tracabilite-lots"];

    public static readonly IReadOnlyList<string> Guides =
        ["guide/choisir-son-wms", "guide/calculer-le-retour-sur-investissement", "guide/reussir-le-deploiement"];
}
