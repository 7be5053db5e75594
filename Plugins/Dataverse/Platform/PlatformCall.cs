using System;
using System.Globalization;
using Microsoft.Xrm.Sdk;

namespace Smarketing.Crm.Dataverse;

/// <summary>One call of the platform into a step or an API: its services, and how what goes wrong is told.</summary>
internal sealed class PlatformCall
{
    private const int MainOperation = 30;

    private readonly IServiceProvider provider;
    private readonly ITracingService tracing;
    private IOrganizationService? service;
    private IOrganizationService? systemService;

    public PlatformCall(IServiceProvider provider)
    {
        this.provider = provider ?? throw new ArgumentNullException(nameof(provider));
        Context = Get<IPluginExecutionContext>();
        tracing = Get<ITracingService>();
    }

    public IPluginExecutionContext Context { get; }

    public IOrganizationService Service => service ??= Factory.CreateOrganizationService(Context.UserId);

    public IOrganizationService SystemService => systemService ??= Factory.CreateOrganizationService(null);

    private IOrganizationServiceFactory Factory => Get<IOrganizationServiceFactory>();

    public void Trace(string line) => tracing.Trace("{0}", line);

    /// <summary>
    /// A refusal becomes the platform's own exception in the user's language; what is already the platform's
    /// passes as it is; anything else is traced, then goes on, so that nothing is hidden.
    /// </summary>
    public void Run(Type plugin, Action body)
    {
        try
        {
            body();
        }
        catch (InvalidPluginExecutionException)
        {
            throw;
        }
        catch (RefusalException refusal)
        {
            Trace(plugin.FullName + " refused: " + refusal.Message);
            var language = UserLanguage.Of(Context.InitiatingUserId, SystemService);
            throw new InvalidPluginExecutionException(refusal.Text.In(language), refusal);
        }
        catch (Exception exception)
        {
            Trace(plugin.FullName + " failed: " + exception);
            throw;
        }
    }

    /// <summary>
    /// Whether this happens inside the main operation of a message of this product: what only the product may do. Nobody outside can make a
    /// context, and the main operation of a custom API is its own class; what others register around the message is in another stage.
    /// </summary>
    /// <param name="message">The custom API.</param>
    /// <param name="row">The row it must be called on; <c>null</c> for any.</param>
    public bool IsInside(string message, Guid? row)
    {
        for (var around = Context.ParentContext; around is not null; around = around.ParentContext)
        {
            if (around.Stage == MainOperation && around.MessageName == message && (row is null || TargetOf(around) == row))
                return true;
        }

        return false;
    }

    public T Input<T>(string name) where T : class =>
        Context.InputParameters.Contains(name) && Context.InputParameters[name] is T value
            ? value
            : throw Missing("the parameter " + name + " (" + typeof(T).Name + ")");

    public Entity Image(EntityImageCollection images, string name) =>
        images.Contains(name)
            ? images[name]
            : throw Missing("the image " + name);

    private static Guid? TargetOf(IPluginExecutionContext context) =>
        context.InputParameters.Contains("Target") && context.InputParameters["Target"] is EntityReference target ? target.Id : null;

    private T Get<T>() where T : class =>
        (T?)provider.GetService(typeof(T))
        ?? throw new InvalidPluginExecutionException("The platform offers no " + typeof(T).Name + ".");

    private InvalidPluginExecutionException Missing(string what) => new(string.Format(
        CultureInfo.InvariantCulture,
        "{0} of {1} came without {2}. Register the step as the solution does.",
        Context.MessageName,
        Context.PrimaryEntityName,
        what));
}
