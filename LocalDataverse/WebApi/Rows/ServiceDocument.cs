using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Json;

namespace Smarketing.LocalDataverse.WebApi.Rows;

/// <summary>The service document: the names of all entity sets.</summary>
internal sealed class ServiceDocument : IResource
{
    public bool Owns(WebApiCall call) => call.Path.Segments.Count == 0;

    public WebApiResponse Answer(WebApiCall call)
    {
        if (call.Method != "GET")
            throw call.MethodNotAllowed("GET");
        return RowsAnswer.Json(200, json =>
        {
            json.WriteStartObject();
            if (!call.IsBare)
                json.WriteString("@odata.context", $"{call.ServiceRoot}$metadata");
            json.WriteStartArray("value");
            foreach (var name in call.Model.SetNames)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("kind", "EntitySet");
                json.WriteString("url", name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
