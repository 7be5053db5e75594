using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse;

/// <summary>
/// The columns of a lead that its persona follows. A step that followed every column would run for every write; so a persona may test the
/// platform's own columns about a buyer, and columns of the organisation's own that the scoring model looks at: scoring tells when those change.
/// </summary>
internal static class PersonaColumns
{
    /// <summary>What an update must carry for the persona to be looked for again.</summary>
    public static readonly string[] Followed =
    [
        "address1_city", "address1_country", "address1_postalcode", "address1_stateorprovince", "budgetamount", "budgetstatus", "campaignid",
        "companyname", "decisionmaker", "description", "emailaddress1", "industrycode", "jobtitle", "leadqualitycode", "leadsourcecode",
        "mobilephone", "need", "numberofemployees", "parentaccountid", "parentcontactid", "preferredcontactmethodcode", "prioritycode",
        "purchaseprocess", "purchasetimeframe", "revenue", "salutation", "sic", "subject", "telephone1", "websiteurl",
        Tables.Lead.Columns.FactsChangedOn,
    ];

    /// <summary>The first column that a persona would not follow; <c>null</c> when it follows all. Reads the model only when it has to.</summary>
    public static string? FirstNotFollowed(IOrganizationService service, IEnumerable<string> columns)
    {
        var others = columns.Where(column => Array.IndexOf(Followed, column) < 0).ToArray();
        if (others.Length == 0)
            return null;
        var model = AgreementReader.InForce(service)?.ModelId;
        var scored = model is null
            ? []
            : ModelReader.ReadCriteria(service, model.Value).Select(criterion => criterion.Column?.Trim().ToLowerInvariant()).ToArray();
        return Array.Find(others, column => Array.IndexOf(scored, column) < 0);
    }
}
