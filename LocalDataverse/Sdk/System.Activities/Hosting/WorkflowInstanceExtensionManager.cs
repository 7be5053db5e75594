using System.Collections.Generic;

namespace System.Activities.Hosting;

public class WorkflowInstanceExtensionManager
{
    private readonly List<object> singletons = new();
    private readonly List<Func<object>> providers = new();
    private bool isReadOnly;

    public WorkflowInstanceExtensionManager()
    {
    }

    public virtual void Add(object singletonExtension)
    {
        if (singletonExtension == null) throw new ArgumentNullException(nameof(singletonExtension));
        DemandWritable();
        singletons.Add(singletonExtension);
    }

    public virtual void Add<T>(Func<T> extensionCreationFunction) where T : class
    {
        if (extensionCreationFunction == null) throw new ArgumentNullException(nameof(extensionCreationFunction));
        DemandWritable();
        providers.Add(extensionCreationFunction);
    }

    public void MakeReadOnly() => isReadOnly = true;

    /// <summary>What one run sees: the singletons, and a fresh one from each function.</summary>
    internal IReadOnlyList<object> CreateForRun()
    {
        var extensions = new List<object>(singletons);
        foreach (var create in providers) extensions.Add(create());
        return extensions;
    }

    private void DemandWritable()
    {
        if (isReadOnly) throw new InvalidOperationException("The extensions are read-only: add them before the workflow is invoked.");
    }
}
