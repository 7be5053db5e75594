using System;
using System.Collections.Generic;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Http;

/// <summary>What answers for addresses of one kind. Adding to the Web API means writing one of these and naming it in <see cref="Resources"/>.</summary>
internal interface IResource
{
    /// <summary>Whether the address is its own; looks at the first segment.</summary>
    bool Owns(WebApiCall call);

    /// <summary>Answers.</summary>
    WebApiResponse Answer(WebApiCall call);
}

/// <summary>
/// Answers requests, whatever carried them. The platform's gate is held meanwhile, so that what a request reads before it
/// writes is still so when it writes.
/// </summary>
internal sealed class WebApiHandler(IReadOnlyList<IResource> resources)
{
    /// <summary>Answers a request; what is wrong with it is part of the answer.</summary>
    public WebApiResponse Handle(WebApiRequest request, WebApiSession session)
    {
        lock (session.Platform.Gate)
        {
            try
            {
                var call = Open(request, Impersonation.Apply(session, request.Headers));
                var response = Answer(call);
                if (call.Preferences.Applied is { } applied && response.Headers["Preference-Applied"] is null)
                    response.Headers["Preference-Applied"] = applied;
                response.Headers["OData-Version"] = "4.0";
                return response;
            }
            catch (WebApiException e)
            {
                return Errors.Answer(e);
            }
            catch (FaultException<OrganizationServiceFault> e)
            {
                return Errors.Answer(e);
            }
        }
    }

    private WebApiResponse Answer(WebApiCall call)
    {
        foreach (var resource in resources)
        {
            if (resource.Owns(call))
                return resource.Answer(call);
        }

        throw WebApiException.NoResource(call.Path.Segments[0].Name);
    }

    private WebApiCall Open(WebApiRequest request, WebApiSession session)
    {
        if (request.Headers["OData-Version"] is { } version && version is not ("4.0" or "4.01"))
            throw WebApiException.Query($"The OData-Version '{version}' is not supported. Send 4.0.");
        var question = request.Target.IndexOf('?', StringComparison.Ordinal);
        var path = ResourcePath.Read(question < 0 ? request.Target : request.Target[..question], session.ContentIds);
        return new WebApiCall
        {
            Handler = this,
            Session = session,
            Request = request,
            Path = path,
            Options = QueryOptions.Read(question < 0 ? "" : request.Target[(question + 1)..]),
            Preferences = Preferences.Read(request.Headers),
            Model = WebApiModel.Of(session.Platform),
            IsBare = AcceptedFormat.IsBare(request.Headers["Accept"]),
        };
    }
}
