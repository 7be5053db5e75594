using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Batch;

/// <summary>
/// <c>POST $batch</c>: many requests in one, answered in their order; those of a change set all or none. The whole body is read before
/// the first request is answered, so that a batch that does not hold together changes nothing.
/// </summary>
internal sealed class BatchResource : IResource
{
    // The platform's limit.
    private const int MostRequests = 1000;

    private const string Batch = "$batch";

    public bool Owns(WebApiCall call) => call.Path.Segments is [{ Name: Batch }];

    public WebApiResponse Answer(WebApiCall call)
    {
        if (call.Method != "POST")
            throw call.MethodNotAllowed("POST");
        call.Options.Allow();
        var items = ReadItems(call);
        var parts = new List<MultipartPart>();
        var status = 200;
        foreach (var item in items)
        {
            var (part, failure) = item.IsChangeSet ? ChangeSet(call, item.Requests) : Single(call, item.Requests[0]);
            parts.Add(part);
            if (failure is { } failed && !call.Preferences.ContinueOnError)
            {
                status = failed;
                break;
            }
        }

        var boundary = NewBoundary(call, "batchresponse");
        return new WebApiResponse(status, new WebApiHeaders { { "Content-Type", $"multipart/mixed; boundary={boundary}" } }, Multipart.Write(parts, boundary));
    }

    private static List<Item> ReadItems(WebApiCall call)
    {
        var inherited = Inherited(call).ToList();
        var items = new List<Item>();
        foreach (var part in Multipart.Read(call.Request.Body, Multipart.Boundary(call.Request.Headers["Content-Type"])))
        {
            var isChangeSet = part["Content-Type"]?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;
            var requests = isChangeSet
                ? Multipart.Read(part.Content, Multipart.Boundary(part["Content-Type"])).Select(p => BatchPart.ReadRequest(p, call.ServiceRoot, inherited)).ToList()
                : [BatchPart.ReadRequest(part, call.ServiceRoot, inherited)];
            if (isChangeSet)
                CheckChangeSet(requests);
            if (requests.Exists(r => IsBatch(r.Request.Target)))
                throw WebApiException.Payload("A batch cannot stand inside a batch.");
            items.Add(new Item(isChangeSet, requests));
        }

        var count = items.Sum(i => i.Requests.Count);
        if (count > MostRequests)
        {
            throw WebApiException.Payload(string.Create(
                CultureInfo.InvariantCulture, $"The batch holds {count} requests. It may hold {MostRequests}, those of change sets included: send several batches."));
        }

        return items;
    }

    private static void CheckChangeSet(List<BatchRequest> requests)
    {
        if (requests.Exists(r => r.Request.Method == "GET"))
            throw WebApiException.Payload("A change set holds a GET request. Reading changes nothing, so it cannot be part of a change set: put it beside.");
        if (requests.Where(r => r.ContentId is not null).GroupBy(r => r.ContentId, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw WebApiException.Payload($"The Content-ID '{twice.Key}' is given twice in a change set. Each request has its own.");
    }

    private static (MultipartPart Part, int? Failure) Single(WebApiCall call, BatchRequest request)
    {
        var response = Handle(call, request, call.Session);
        return (BatchPart.WriteResponse(response, request.ContentId), response.Status >= 400 ? response.Status : null);
    }

    // When a request fails the answer is its error alone, in the place of the whole change set.
    private static (MultipartPart Part, int? Failure) ChangeSet(WebApiCall call, IReadOnlyList<BatchRequest> requests)
    {
        var known = call.Session.ContentIds.ToDictionary(StringComparer.Ordinal);
        using var work = UnitOfWork.Begin(call.Session.Platform);
        var session = call.Session.Within(work);
        var parts = new List<MultipartPart>();
        foreach (var request in requests)
        {
            var response = Handle(call, request, session);
            var part = BatchPart.WriteResponse(response, request.ContentId);
            if (response.Status >= 400)
            {
                Forget(call.Session.ContentIds, known);
                return (part, response.Status);
            }

            parts.Add(part);
        }

        work.Commit();
        var boundary = NewBoundary(call, "changesetresponse");
        return (new MultipartPart([new("Content-Type", $"multipart/mixed; boundary={boundary}")], Multipart.Write(parts, boundary)), null);
    }

    private static WebApiResponse Handle(WebApiCall call, BatchRequest request, WebApiSession session)
    {
        if (request.Request.Target.StartsWith('$') && !session.ContentIds.ContainsKey(ContentIds.Of(request.Request.Target)))
            return Errors.Answer(ContentIds.Unknown(ContentIds.Of(request.Request.Target)));
        var response = call.Handler.Handle(request.Request, session);
        if (request.ContentId is { } id && response.Status < 400 && response.Headers["OData-EntityId"] is { } address)
            session.ContentIds[id] = address;
        return response;
    }

    // Rows of a change set that failed are no rows.
    private static void Forget(Dictionary<string, string> ids, Dictionary<string, string> known)
    {
        ids.Clear();
        foreach (var (id, address) in known)
            ids[id] = address;
    }

    // On whose behalf, and how plug-ins are to run, is said once for the whole batch.
    private static IEnumerable<KeyValuePair<string, string>> Inherited(WebApiCall call) => call.Request.Headers.Where(h =>
        h.Key.StartsWith("MSCRM", StringComparison.OrdinalIgnoreCase)
        || string.Equals(h.Key, "CallerObjectId", StringComparison.OrdinalIgnoreCase)
        || string.Equals(h.Key, "OData-Version", StringComparison.OrdinalIgnoreCase));

    private static bool IsBatch(string target) => target.Split('?')[0].TrimEnd('/').EndsWith("/" + Batch, StringComparison.Ordinal);

    private static string NewBoundary(WebApiCall call, string name) => $"{name}_{Guid.CreateVersion7(call.Session.Platform.Clock.GetUtcNow()):D}";

    private sealed record Item(bool IsChangeSet, IReadOnlyList<BatchRequest> Requests);
}
