using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

[DataContract(Name = "ColumnSet", Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public sealed class ColumnSet : IExtensibleDataObject
{
    private DataCollection<string> columns;
    private DataCollection<XrmAttributeExpression> attributeExpressions;

    public ColumnSet()
    {
    }

    public ColumnSet(bool allColumns)
    {
        AllColumns = allColumns;
    }

    public ColumnSet(params string[] columns)
    {
        Columns.AddRange(columns);
    }

    [DataMember]
    public bool AllColumns { get; set; }

    [DataMember]
    public DataCollection<XrmAttributeExpression> AttributeExpressions
    {
        get => attributeExpressions ??= new DataCollection<XrmAttributeExpression>();
        set => attributeExpressions = value;
    }

    [DataMember]
    public DataCollection<string> Columns
    {
        get => columns ??= new DataCollection<string>();
        set => columns = value;
    }

    public ExtensionDataObject ExtensionData { get; set; }

    public void AddColumn(string column) => Columns.Add(column);

    public void AddColumns(params string[] columns) => Columns.AddRange(columns);
}
