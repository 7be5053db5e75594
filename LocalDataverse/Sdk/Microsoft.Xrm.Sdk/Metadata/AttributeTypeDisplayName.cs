using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

[DataContract(Name = "AttributeTypeDisplayName", Namespace = "http://schemas.microsoft.com/xrm/2013/Metadata")]
public sealed class AttributeTypeDisplayName : ConstantsBase<string>
{
    public static readonly AttributeTypeDisplayName BooleanType = Add<AttributeTypeDisplayName>("BooleanType");
    public static readonly AttributeTypeDisplayName CustomerType = Add<AttributeTypeDisplayName>("CustomerType");
    public static readonly AttributeTypeDisplayName DateTimeType = Add<AttributeTypeDisplayName>("DateTimeType");
    public static readonly AttributeTypeDisplayName DecimalType = Add<AttributeTypeDisplayName>("DecimalType");
    public static readonly AttributeTypeDisplayName DoubleType = Add<AttributeTypeDisplayName>("DoubleType");
    public static readonly AttributeTypeDisplayName IntegerType = Add<AttributeTypeDisplayName>("IntegerType");
    public static readonly AttributeTypeDisplayName LookupType = Add<AttributeTypeDisplayName>("LookupType");
    public static readonly AttributeTypeDisplayName MemoType = Add<AttributeTypeDisplayName>("MemoType");
    public static readonly AttributeTypeDisplayName MoneyType = Add<AttributeTypeDisplayName>("MoneyType");
    public static readonly AttributeTypeDisplayName OwnerType = Add<AttributeTypeDisplayName>("OwnerType");
    public static readonly AttributeTypeDisplayName PartyListType = Add<AttributeTypeDisplayName>("PartyListType");
    public static readonly AttributeTypeDisplayName PicklistType = Add<AttributeTypeDisplayName>("PicklistType");
    public static readonly AttributeTypeDisplayName StateType = Add<AttributeTypeDisplayName>("StateType");
    public static readonly AttributeTypeDisplayName StatusType = Add<AttributeTypeDisplayName>("StatusType");
    public static readonly AttributeTypeDisplayName StringType = Add<AttributeTypeDisplayName>("StringType");
    public static readonly AttributeTypeDisplayName UniqueidentifierType = Add<AttributeTypeDisplayName>("UniqueidentifierType");
    public static readonly AttributeTypeDisplayName CalendarRulesType = Add<AttributeTypeDisplayName>("CalendarRulesType");
    public static readonly AttributeTypeDisplayName VirtualType = Add<AttributeTypeDisplayName>("VirtualType");
    public static readonly AttributeTypeDisplayName BigIntType = Add<AttributeTypeDisplayName>("BigIntType");
    public static readonly AttributeTypeDisplayName ManagedPropertyType = Add<AttributeTypeDisplayName>("ManagedPropertyType");
    public static readonly AttributeTypeDisplayName EntityNameType = Add<AttributeTypeDisplayName>("EntityNameType");
    public static readonly AttributeTypeDisplayName ImageType = Add<AttributeTypeDisplayName>("ImageType");
    public static readonly AttributeTypeDisplayName MultiSelectPicklistType = Add<AttributeTypeDisplayName>("MultiSelectPicklistType");
    public static readonly AttributeTypeDisplayName FileType = Add<AttributeTypeDisplayName>("FileType");
    public static readonly AttributeTypeDisplayName CustomType = Add<AttributeTypeDisplayName>("CustomType");

    // Explicit, so that the constants above are listed before anything of this class is used.
    static AttributeTypeDisplayName()
    {
    }

    public AttributeTypeDisplayName()
    {
    }

    // Every code has its display name, which is the code's own name with 'Type' behind it.
    internal static AttributeTypeDisplayName Of(AttributeTypeCode code) => Create<AttributeTypeDisplayName>(code + "Type");

    public override bool Equals(object obj) => obj is AttributeTypeDisplayName other && string.Equals(Value, other.Value, StringComparison.Ordinal);

    public override int GetHashCode() => Value == null ? 0 : StringComparer.Ordinal.GetHashCode(Value);

    protected override bool ValueExistsInList(string value) => IsListed(value);
}
