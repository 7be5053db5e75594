using System.Globalization;

namespace Smarketing.Crm.Dataverse;

/// <summary>Every text the plug-ins show, in both languages: what happened, to what, and what to do.</summary>
internal static class Messages
{
    public static Text NoAgreement() => new(
        "No agreement is in force, so leads are not scored. Bring an agreement into force.",
        "Aucun accord n’est en vigueur : les leads ne sont pas notés. Mettez un accord en vigueur.");

    public static Text AgreementWithoutModel() => new(
        "The agreement in force names no scoring model, so leads are not scored. Draft a new agreement with a scoring model.",
        "L’accord en vigueur ne désigne aucun modèle de notation : les leads ne sont pas notés. Rédigez un nouvel accord avec un modèle de notation.");

    public static Text CannotScore(Text detail) => new(
        "The lead cannot be scored and keeps its last score: " + detail.English,
        "Le lead ne peut pas être noté et garde sa dernière note : " + detail.French);

    public static Text ModelIsFrozen(string? model) => new(
        Fill("The scoring model “{0}” is published and cannot be changed. Draft a new version of it.", model),
        Fill("Le modèle de notation « {0} » est publié et ne peut plus être modifié. Rédigez-en une nouvelle version.", model));

    public static Text CriterionIsFrozen(string? criterion, string? model) => new(
        Fill("The criterion “{0}” belongs to the published scoring model “{1}” and cannot be changed. Draft a new version of the model.", criterion, model),
        Fill("Le critère « {0} » appartient au modèle de notation publié « {1} » et ne peut plus être modifié. Rédigez une nouvelle version du modèle.", criterion, model));

    public static Text CriterionWithoutModel(string? criterion) => new(
        Fill("The criterion “{0}” belongs to no scoring model. Choose the model it is part of.", criterion),
        Fill("Le critère « {0} » n’appartient à aucun modèle de notation. Choisissez son modèle.", criterion));

    public static Text ModelIsNew(string? model) => new(
        Fill("The scoring model “{0}” cannot be created as published. Create it as a draft, add its criteria, then publish it with its agreement.", model),
        Fill("Le modèle de notation « {0} » ne peut pas être créé publié. Créez-le comme brouillon, ajoutez ses critères, puis publiez-le avec son accord.", model));

    public static Text ModelCannotReturn(string? model) => new(
        Fill("The scoring model “{0}” was published and cannot become a draft again. Draft a new version of it.", model),
        Fill("Le modèle de notation « {0} » a été publié et ne peut pas redevenir un brouillon. Rédigez-en une nouvelle version.", model));

    public static Text AgreementIsFrozen(string? agreement) => new(
        Fill("The agreement “{0}” is in force or was, and cannot be changed. Draft a new version of it.", agreement),
        Fill("L’accord « {0} » est en vigueur ou l’a été, et ne peut plus être modifié. Rédigez-en une nouvelle version.", agreement));

    public static Text AgreementNeedsModel(string? agreement) => new(
        Fill("The agreement “{0}” cannot come into force without a scoring model. Choose one.", agreement),
        Fill("L’accord « {0} » ne peut pas entrer en vigueur sans modèle de notation. Choisissez-en un.", agreement));

    public static Text AgreementModelIsSuperseded(string? agreement, string? model) => new(
        Fill("The agreement “{0}” cannot come into force: its scoring model “{1}” is superseded. Choose a draft or published model.", agreement, model),
        Fill("L’accord « {0} » ne peut pas entrer en vigueur : son modèle de notation « {1} » est remplacé. Choisissez un modèle en brouillon ou publié.", agreement, model));

    public static Text AnotherAgreementIsInForce(string? agreement, string? other) => new(
        Fill("The agreement “{0}” cannot be loaded in force while “{1}” works. Supersede that one first, or have both sides sign the new one.", agreement, other),
        Fill("L’accord « {0} » ne peut pas être chargé en vigueur tant que « {1} » s’applique. Remplacez d’abord celui-ci, ou faites signer le nouveau par les deux équipes.", agreement, other));

    public static Text AlertName(Tables.AlertKind kind) => kind == Tables.AlertKind.MissingAgreement
        ? new Text("No agreement in force: leads are not scored", "Aucun accord en vigueur : les leads ne sont pas notés")
        : new Text("Broken scoring model: leads keep their last score", "Modèle de notation défectueux : les leads gardent leur dernière note");

    private static string Fill(string text, params string?[] names) =>
        string.Format(CultureInfo.InvariantCulture, text, System.Array.ConvertAll(names, name => (object)(name ?? "?")));
}
