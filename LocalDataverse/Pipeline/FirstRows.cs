using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Pipeline;

/// <summary>Makes the rows every organisation has, or finds them in a database opened again.</summary>
internal static class FirstRows
{
    private const string Administrator = "admin@localhost";

    // Romance Standard Time (Paris), as Dataverse numbers it.
    private const int TimeZoneCode = 105;

    public static SystemRows FindOrMake(Platform platform, LocalOrganizationOptions options) =>
        (options.DatabaseFile is null ? null : Find(platform.Store)) ?? Make(platform, options);

    private static SystemRows? Find(RecordStore store)
    {
        if (First(store, "organization", "name", "basecurrencyid") is not { } organization)
        {
            return null;
        }

        var unit = All(store, "businessunit", "parentbusinessunitid").First(u => !u.Contains("parentbusinessunitid"));
        var users = All(store, "systemuser", "domainname");
        return new SystemRows(
            organization.Id,
            organization.GetAttributeValue<string>("name"),
            unit.Id,
            users.Single(u => string.Equals(u.GetAttributeValue<string>("domainname"), Administrator, StringComparison.Ordinal)).Id,
            users.Single(u => string.Equals(u.GetAttributeValue<string>("domainname"), "SYSTEM", StringComparison.Ordinal)).Id,
            organization.GetAttributeValue<EntityReference>("basecurrencyid").Id);
    }

    private static SystemRows Make(Platform platform, LocalOrganizationOptions options)
    {
        var now = platform.Clock.GetUtcNow();
        var rows = new SystemRows(Guid.CreateVersion7(now), options.Name, Guid.CreateVersion7(now), Guid.CreateVersion7(now), Guid.CreateVersion7(now), Guid.CreateVersion7(now));
        using var transaction = platform.Store.Begin();
        var organization = new EntityReference("organization", rows.OrganizationId);
        var unit = new EntityReference("businessunit", rows.BusinessUnitId);
        Insert(platform, rows, "organization", rows.OrganizationId, e =>
        {
            e["name"] = options.Name;
            e["languagecode"] = options.LanguageCode;
            e["basecurrencyid"] = new EntityReference("transactioncurrency", rows.CurrencyId);
            e["baseisocurrencycode"] = "EUR";
            e["fullnameconventioncode"] = new OptionSetValue(1);
            e["pricingdecimalprecision"] = 2;
            e["basecurrencysymbol"] = "€";
            e["systemuserid"] = rows.SystemUserId;
        });
        Insert(platform, rows, "transactioncurrency", rows.CurrencyId, e =>
        {
            e["currencyname"] = "Euro";
            e["isocurrencycode"] = "EUR";
            e["currencysymbol"] = "€";
            e["currencyprecision"] = 2;
            e["exchangerate"] = 1m;
            e["organizationid"] = organization;
        });
        Insert(platform, rows, "businessunit", rows.BusinessUnitId, e =>
        {
            e["name"] = options.Name;
            e["organizationid"] = organization;
        });
        User(platform, rows, unit, rows.AdministratorId, "System", "Administrator", Administrator, options.LanguageCode);
        User(platform, rows, unit, rows.SystemUserId, null, "SYSTEM", "SYSTEM", options.LanguageCode);
        transaction.Commit();
        return rows;
    }

    private static void User(Platform platform, SystemRows rows, EntityReference unit, Guid id, string? first, string last, string domainName, int language)
    {
        Insert(platform, rows, "systemuser", id, e =>
        {
            e["domainname"] = domainName;
            e["firstname"] = first;
            e["lastname"] = last;
            e["fullname"] = first is null ? last : $"{first} {last}";
            e["internalemailaddress"] = Administrator;
            e["businessunitid"] = unit;
            e["isdisabled"] = false;
            e["accessmode"] = new OptionSetValue(first is null ? 3 : 0);
        });
        Insert(platform, rows, "usersettings", id, e =>
        {
            e["uilanguageid"] = language;
            e["localeid"] = language;
            e["timezonecode"] = TimeZoneCode;
        });
    }

    // Only columns the table has: which of them the standard tables carry is their business.
    private static void Insert(Platform platform, SystemRows rows, string name, Guid id, Action<Entity> fill)
    {
        var table = platform.Catalog.Table(name);
        var wanted = new Entity(name, id)
        {
            ["createdon"] = platform.UtcNow,
            ["modifiedon"] = platform.UtcNow,
            ["createdby"] = new EntityReference("systemuser", rows.SystemUserId),
            ["modifiedby"] = new EntityReference("systemuser", rows.SystemUserId),
            ["statecode"] = new OptionSetValue(0),
            ["statuscode"] = new OptionSetValue(1),
        };
        fill(wanted);
        var row = new Entity(name, id) { [table.PrimaryId] = id };
        foreach (var (column, value) in wanted.Attributes.Where(a => table.TryColumn(a.Key, out _)))
        {
            row[column] = value;
        }

        platform.Store.Insert(row);
    }

    private static Entity? First(RecordStore store, string table, params string[] columns) => All(store, table, columns).FirstOrDefault();

    private static DataCollection<Entity> All(RecordStore store, string table, params string[] columns) =>
        store.Query(new QueryExpression(table) { ColumnSet = new ColumnSet(columns) }, Guid.Empty, DateTime.UnixEpoch).Entities;
}
