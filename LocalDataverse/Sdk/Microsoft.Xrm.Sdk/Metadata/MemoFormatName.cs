using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

[DataContract(Name = "MemoFormatName", Namespace = "http://schemas.microsoft.com/xrm/9.0/Metadata")]
public sealed class MemoFormatName : ConstantsBase<string>
{
    public static readonly MemoFormatName Text = Add<MemoFormatName>("Text");
    public static readonly MemoFormatName Email = Add<MemoFormatName>("Email");
    public static readonly MemoFormatName TextArea = Add<MemoFormatName>("TextArea");
    public static readonly MemoFormatName Json = Add<MemoFormatName>("Json");
    public static readonly MemoFormatName RichText = Add<MemoFormatName>("RichText");

    // Explicit, so that the constants above are listed before anything of this class is used.
    static MemoFormatName()
    {
    }

    public MemoFormatName()
    {
    }

    public override bool Equals(object obj) => obj is MemoFormatName other && string.Equals(Value, other.Value, StringComparison.Ordinal);

    public override int GetHashCode() => Value == null ? 0 : StringComparer.Ordinal.GetHashCode(Value);

    protected override bool ValueExistsInList(string value) => IsListed(value);
}
