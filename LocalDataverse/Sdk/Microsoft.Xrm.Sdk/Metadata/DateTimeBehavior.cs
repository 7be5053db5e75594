using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

[DataContract(Name = "DateTimeBehavior", Namespace = "http://schemas.microsoft.com/xrm/7.1/Metadata")]
public sealed class DateTimeBehavior : ConstantsBase<string>
{
    public static readonly DateTimeBehavior UserLocal = Add<DateTimeBehavior>("UserLocal");
    public static readonly DateTimeBehavior DateOnly = Add<DateTimeBehavior>("DateOnly");
    public static readonly DateTimeBehavior TimeZoneIndependent = Add<DateTimeBehavior>("TimeZoneIndependent");

    // Explicit, so that the constants above are listed before anything of this class is used.
    static DateTimeBehavior()
    {
    }

    public DateTimeBehavior()
    {
    }

    public override bool Equals(object obj) => obj is DateTimeBehavior other && string.Equals(Value, other.Value, StringComparison.Ordinal);

    public override int GetHashCode() => Value == null ? 0 : StringComparer.Ordinal.GetHashCode(Value);

    protected override bool ValueExistsInList(string value) => IsListed(value);
}
