using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Smarketing.LocalDataverse.Formatting;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Query.Sql;
using Smarketing.LocalDataverse.Storage;

namespace Smarketing.LocalDataverse.Query;

/// <summary>What the rows of the organisation say about a user. The store drops it when one of the tables it reads changes.</summary>
internal sealed class StoredCaller(Guid id, RecordStore store, MetadataCatalog catalog) : ICaller
{
    // A program reads the same few sets of columns; one that does not shall not fill the memory.
    private const int MostPlans = 256;

    private readonly Dictionary<string, RowPlan> plans = new(StringComparer.Ordinal);
    private Entity? settings;
    private TimeZoneInfo? timeZone;
    private DayOfWeek? weekStart;
    private Guid? businessUnitId;
    private List<Guid>? teamIds;
    private UserFormats? formats;
    private Dictionary<Guid, CurrencyFormat>? currencies;

    /// <summary>The tables whose rows it reads.</summary>
    public static FrozenSet<string> Tables { get; } = FrozenSet.ToFrozenSet(["usersettings", "organization", "systemuser", "teammembership", "transactioncurrency"], StringComparer.Ordinal);

    public Guid Id => id;

    public TimeZoneInfo TimeZone => timeZone ??= Settings.GetAttributeValue<int?>("timezonecode") is { } code ? UserTimeZones.Of(code) : TimeZoneInfo.Utc;

    public int LanguageCode => Settings.GetAttributeValue<int?>("uilanguageid") ?? 1033;

    public DayOfWeek WeekStart => weekStart ??= (DayOfWeek)((Organization("weekstartdaycode")?.GetAttributeValue<OptionSetValue>("weekstartdaycode")?.Value ?? 0) % 7);

    public Guid BusinessUnitId => businessUnitId ??= Find("systemuser", id, "businessunitid")?.GetAttributeValue<EntityReference>("businessunitid")?.Id ?? Guid.Empty;

    public IReadOnlyCollection<Guid> TeamIds => teamIds ??= FindTeams();

    public UserFormats Formats => formats ??= NewFormats();

    /// <summary>How to read a row with these columns for the user.</summary>
    /// <exception cref="System.ServiceModel.FaultException">The table has no such column.</exception>
    public RowPlan Plan(TableLayout layout, ColumnSet columns, LookupNames names)
    {
        var key = columns.AllColumns ? layout.Table.LogicalName : $"{layout.Table.LogicalName} {string.Join(',', columns.Columns)}";
        if (plans.TryGetValue(key, out var plan) && plan.Layout == layout)
            return plan;
        if (plans.Count >= MostPlans)
            plans.Clear();
        return plans[key] = new RowPlan(layout, columns, names, Formats);
    }

    private Entity Settings => settings ??= Find("usersettings", id, "timezonecode", "uilanguageid", "localeid") ?? new Entity("usersettings");

    private Entity? Organization(params string[] columns) => Known("organization", columns) is { } set
        ? store.Query(new QueryExpression("organization") { ColumnSet = set, TopCount = 1 }, Guid.Empty, DateTime.UnixEpoch).Entities.FirstOrDefault()
        : null;

    private Entity? Find(string table, Guid row, params string[] columns) => Known(table, columns) is { } set ? store.Find(table, row, set) : null;

    // Tests have catalogs of their own, with fewer tables.
    private ColumnSet? Known(string name, string[] columns) =>
        catalog.TryTable(name, out var table) ? new ColumnSet(Array.FindAll(columns, c => table.TryColumn(c, out _))) : null;

    private UserFormats NewFormats()
    {
        var organization = Organization("basecurrencyid", "basecurrencysymbol", "pricingdecimalprecision");
        var locale = Settings.GetAttributeValue<int?>("localeid") ?? LanguageCode;
        var baseCurrency = organization?.GetAttributeValue<EntityReference>("basecurrencyid") is { } currency ? CurrencyOf(currency.Id) : null;
        return new UserFormats(
            LanguageCode,
            FormatConventions.Of(locale),
            TimeZone,
            baseCurrency ?? new CurrencyFormat(organization?.GetAttributeValue<string>("basecurrencysymbol") ?? "", 2),
            organization?.GetAttributeValue<int?>("pricingdecimalprecision") ?? 2,
            CurrencyOf);
    }

    // An organisation has few currencies, and a page of rows asks for them again and again.
    private CurrencyFormat? CurrencyOf(Guid currency) => (currencies ??= FindCurrencies()).GetValueOrDefault(currency);

    private Dictionary<Guid, CurrencyFormat> FindCurrencies()
    {
        if (Known("transactioncurrency", ["currencysymbol", "currencyprecision"]) is not { } columns)
            return [];
        var rows = store.Query(new QueryExpression("transactioncurrency") { ColumnSet = columns }, Guid.Empty, DateTime.UnixEpoch).Entities;
        return rows.ToDictionary(c => c.Id, c => new CurrencyFormat(c.GetAttributeValue<string>("currencysymbol") ?? "", c.GetAttributeValue<int?>("currencyprecision") ?? 2));
    }

    private List<Guid> FindTeams()
    {
        if (!catalog.TryTable("teammembership", out _))
            return [];
        var query = new QueryExpression("teammembership") { ColumnSet = new ColumnSet("teamid") };
        query.Criteria.AddCondition("systemuserid", ConditionOperator.Equal, id);
        var teams = new List<Guid>();
        for (query.PageInfo = new PagingInfo { PageNumber = 1 }; ; query.PageInfo.PageNumber++)
        {
            var page = store.Query(query, Guid.Empty, DateTime.UnixEpoch);
            teams.AddRange(page.Entities.Select(m => m.GetAttributeValue<Guid>("teamid")));
            if (!page.MoreRecords)
                return teams;
        }
    }
}
