namespace Smarketing.LocalDataverse.Query.Tree;

/// <summary>One page of a result.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Size">Most rows on it.</param>
/// <param name="Cookie">What the page before gave as its end, or null.</param>
/// <param name="CountAll">Count the rows of all pages, up to the cap.</param>
internal sealed record PageNode(int Number, int Size, string? Cookie, bool CountAll)
{
    /// <summary>The platform's cap on rows per page, on <c>top</c> and on counting.</summary>
    public const int Largest = 5000;
}
