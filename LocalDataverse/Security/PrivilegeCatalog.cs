using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Smarketing.LocalDataverse.Metadata;

namespace Smarketing.LocalDataverse.Security;

/// <summary>The privileges there are: those of the tables known, and those about something else.</summary>
internal sealed class PrivilegeCatalog
{
    /// <summary>Lets a program act for another user.</summary>
    public const string ActOnBehalf = "prvActOnBehalfOfAnotherUser";

    // Not about rows of a table; all or nothing.
    private static readonly string[] Others =
    [
        ActOnBehalf, "prvActivateBusinessProcessFlow", "prvActivateBusinessRules", "prvActivateSynchronousWorkflow", "prvAddressBook",
        "prvAllowQuickCampaign", "prvApproveKnowledgeArticle", "prvBrowseAvailability", "prvBulkDelete", "prvBulkEdit", "prvBypassCustomBusinessLogic", "prvBypassCustomPlugins", "prvConfigureSharePoint",
        "prvControlDecrementTerm", "prvCreateAttribute", "prvCreateEntity", "prvCreateOptionSet", "prvCreateOrgEmailTemplates", "prvCreateRelationship",
        "prvDelegateApprover", "prvDeleteAttribute", "prvDeleteAuditPartitions", "prvDeleteEntity", "prvDeleteOptionSet", "prvDeleteRecordChangeHistory",
        "prvDeleteRelationship", "prvDisableBusinessUnit", "prvDisableUser", "prvDocumentGeneration", "prvExportCustomization", "prvExportToExcel", "prvFlow",
        "prvGoMobile", "prvGoOffline", "prvImportCustomization", "prvISVExtensions", "prvLanguageSettings", "prvLearningPath", "prvMailMerge", "prvMerge",
        "prvOneDrive", "prvOverrideCreatedOnCreatedBy", "prvPrint", "prvPromoteToAdmin", "prvPublishCustomization", "prvPublishRSReport",
        "prvReadAttribute", "prvReadEntity", "prvReadLicense", "prvReadOptionSet", "prvReadRecordAuditHistory", "prvReadRelationship",
        "prvReparentBusinessUnit", "prvReparentTeam", "prvReparentUser", "prvRetrieveMultipleSocialInsights", "prvRollupGoal", "prvSearchAvailability",
        "prvSendAsUser", "prvSendInviteForLive", "prvSyncToOutlook", "prvUseOfficeApps", "prvUseTabletApp", "prvWebMailMerge", "prvWorkflowExecution",
        "prvWriteAttribute", "prvWriteEntity", "prvWriteOptionSet", "prvWriteRelationship", "prvConfigureYammer", "prvLockQuote", "prvQOIOverrideDelete",
    ];

    private static readonly PrivilegeDepth[] OnlyGlobal = [PrivilegeDepth.Global];

    private readonly Dictionary<string, Privilege> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Guid, Privilege> _byId = [];

    public PrivilegeCatalog(MetadataCatalog catalog)
    {
        foreach (var privilege in catalog.Tables.SelectMany(t => t.Privileges))
        {
            // Activities share theirs, so the same one comes with many tables.
            if (!_byName.ContainsKey(privilege.Name))
            {
                Add(privilege.Name, RightOf(privilege.Access), [.. privilege.Depths.Select(d => Enum.Parse<PrivilegeDepth>(d, ignoreCase: true)).Order()]);
            }
        }

        foreach (var name in Others.Where(n => !_byName.ContainsKey(n)))
        {
            Add(name, AccessRights.None, OnlyGlobal);
        }
    }

    public IReadOnlyCollection<Privilege> All => _byName.Values;

    /// <summary>The privilege with a name, whatever its casing; null when there is none.</summary>
    public Privilege? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The privilege with an id; null when there is none.</summary>
    public Privilege? Find(Guid id) => _byId.GetValueOrDefault(id);

    private static AccessRights RightOf(string access) =>
        string.Equals(access, "None", StringComparison.Ordinal) ? AccessRights.None : Enum.Parse<AccessRights>(access + "Access");

    private void Add(string name, AccessRights right, IReadOnlyList<PrivilegeDepth> depths)
    {
        var privilege = new Privilege(SdkValue.Id($"privilege:{name}"), name, right, depths);
        _byName.Add(name, privilege);
        _byId.Add(privilege.Id, privilege);
    }
}
