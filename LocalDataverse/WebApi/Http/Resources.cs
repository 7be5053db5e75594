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
        new RowsResource(),
        new OperationsResource(),
    ];
}
