using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

[DataContract(Name = "QueryExpression", Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public sealed class QueryExpression : QueryBase
{
    private ColumnSet columnSet;
    private FilterExpression criteria;
    private DataCollection<LinkEntity> linkEntities;
    private DataCollection<OrderExpression> orders;
    private PagingInfo pageInfo;

    public QueryExpression()
    {
    }

    public QueryExpression(string entityName)
    {
        EntityName = entityName;
    }

    [DataMember]
    public ColumnSet ColumnSet
    {
        get => columnSet ??= new ColumnSet();
        set => columnSet = value;
    }

    [DataMember]
    public FilterExpression Criteria
    {
        get => criteria ??= new FilterExpression();
        set => criteria = value;
    }

    [DataMember]
    public string DataSource { get; set; }

    [DataMember]
    public bool Distinct { get; set; }

    [DataMember]
    public string EntityName { get; set; }

    [DataMember]
    public string ForceSeek { get; set; }

    [DataMember]
    public DataCollection<LinkEntity> LinkEntities
    {
        get => linkEntities ??= new DataCollection<LinkEntity>();
        internal set => linkEntities = value;
    }

    [DataMember]
    public bool NoLock { get; set; }

    [DataMember]
    public DataCollection<OrderExpression> Orders
    {
        get => orders ??= new DataCollection<OrderExpression>();
        internal set => orders = value;
    }

    [DataMember]
    public PagingInfo PageInfo
    {
        get => pageInfo ??= new PagingInfo();
        set => pageInfo = value;
    }

    [DataMember]
    public string QueryHints { get; set; }

    [DataMember]
    public QueryExpression SubQueryExpression { get; set; }

    [DataMember]
    public int? TopCount { get; set; }

    public LinkEntity AddLink(string linkToEntityName, string linkFromAttributeName, string linkToAttributeName) =>
        AddLink(linkToEntityName, linkFromAttributeName, linkToAttributeName, JoinOperator.Inner);

    public LinkEntity AddLink(string linkToEntityName, string linkFromAttributeName, string linkToAttributeName, JoinOperator joinOperator)
    {
        var link = new LinkEntity(EntityName, linkToEntityName, linkFromAttributeName, linkToAttributeName, joinOperator);
        LinkEntities.Add(link);
        return link;
    }

    public void AddOrder(string attributeName, OrderType orderType) => Orders.Add(new OrderExpression(attributeName, orderType));

    public void AddOrder(string attributeName, OrderType orderType, string alias, string entityName) =>
        Orders.Add(new OrderExpression(attributeName, orderType, alias, entityName));
}
