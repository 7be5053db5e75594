using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

[DataContract(Name = "Label", Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public sealed class Label : IExtensibleDataObject
{
    private LocalizedLabelCollection localizedLabels;

    public Label()
    {
    }

    // Which of its languages is the reader's, the platform says: UserLocalizedLabel stays empty.
    public Label(string label, int languageCode)
    {
        LocalizedLabels.Add(new LocalizedLabel(label, languageCode));
    }

    public Label(LocalizedLabel userLocalizedLabel, LocalizedLabel[] labels) : this(userLocalizedLabel, new List<LocalizedLabel>(labels))
    {
    }

    public Label(LocalizedLabel userLocalizedLabel, List<LocalizedLabel> labels)
    {
        UserLocalizedLabel = userLocalizedLabel;
        localizedLabels = new LocalizedLabelCollection(labels);
    }

    public ExtensionDataObject ExtensionData { get; set; }

    [DataMember]
    public LocalizedLabelCollection LocalizedLabels
    {
        get => localizedLabels ??= new LocalizedLabelCollection();
        internal set => localizedLabels = value;
    }

    [DataMember]
    public LocalizedLabel UserLocalizedLabel { get; set; }
}
