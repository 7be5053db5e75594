using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Smarketing.Crm.Dataverse;

/// <summary>The language a user reads; costs one read, so it is asked only when something is about to be shown.</summary>
internal static class UserLanguage
{
    private const string UserSettings = "usersettings";
    private const string UserId = "systemuserid";
    private const string InterfaceLanguage = "uilanguageid";

    /// <summary>The user's language as LCID; English when the user has chosen none.</summary>
    public static int Of(Guid userId, IOrganizationService service)
    {
        var query = new QueryExpression(UserSettings) { ColumnSet = new ColumnSet(InterfaceLanguage), TopCount = 1 };
        query.Criteria.AddCondition(UserId, ConditionOperator.Equal, userId);
        var found = service.RetrieveMultiple(query).Entities;
        var language = found.Count == 0 ? 0 : found[0].GetAttributeValue<int>(InterfaceLanguage);
        return language == 0 ? Languages.English : Languages.Closest(language);
    }
}
