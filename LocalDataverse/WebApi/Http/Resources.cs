using System.Collections.Generic;
using Smarketing.LocalDataverse.WebApi.Operations;
using Smarketing.LocalDataverse.WebApi.Rows;

namespace Smarketing.LocalDataverse.WebApi.Http;

/// <summary>What the Web API answers for, in the order it is asked.</summary>
internal static class Resources
{
    public static IReadOnlyList<IResource> All { get; } =
    [
        new ServiceDocument(),
        new Batch.BatchResource(),
        new Metadata.MetadataDocument(),
        new Metadata.DefinitionsResource(),
        new Metadata.MetadataFunctions(),
        new RowsResource(),
        new OperationsResource(),
    ];
}
