using System.IO;
using System.Text;
using System.Xml;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Metadata;

/// <summary><c>GET $metadata</c>: the whole service as a CSDL document.</summary>
internal sealed class MetadataDocument : IResource
{
    public bool Owns(WebApiCall call) => call.Path.Segments is [{ Name: "$metadata", Arguments: null }];

    public WebApiResponse Answer(WebApiCall call)
    {
        if (call.Method != "GET")
            throw call.MethodNotAllowed("GET");
        call.Options.Allow("$format");
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
            new CsdlWriter(xml, call.Model, call.Session.Platform).Write();
        return new WebApiResponse(200, new WebApiHeaders { { "Content-Type", "application/xml" } }, stream.ToArray());
    }
}
