using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>
/// Requests that a message makes of the platform as part of its main operation: the same transaction and user, one deeper,
/// with the message as parent. Not counted as requests: nobody asked for them.
/// </summary>
internal static class InnerRequests
{
    public static OrganizationResponse Inside(this Platform platform, Operation outer, OrganizationRequest request)
    {
        var message = platform.Messages.Find(request.RequestName);
        if (outer.Depth >= Dispatcher.MaximumDepth)
        {
            throw PluginFaults.Loop(message.Name, message.Table(request), outer.Depth + 1);
        }

        var parent = new PluginContext(platform, outer, null, Stage.MainOperation, isAsync: false);
        var scope = new RequestScope(outer.UserId, outer.InitiatingUserId, outer.Origin, outer.Depth, outer.CorrelationId, parent, outer.Work);
        return message.Execute(platform, request, scope);
    }
}
