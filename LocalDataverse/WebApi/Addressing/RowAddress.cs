using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.WebApi.Filter;
using Smarketing.LocalDataverse.WebApi.Http;
using Smarketing.LocalDataverse.WebApi.Model;

namespace Smarketing.LocalDataverse.WebApi.Addressing;

/// <summary>Reads which row an address means, by id or by alternate key.</summary>
internal static class RowAddress
{
    /// <summary>Reads what stands in the parentheses after an entity set.</summary>
    /// <param name="table">The table of the set.</param>
    /// <param name="arguments"><c>2a3c…</c>, <c>leadid=2a3c…</c> or <c>smk_key='x',other=1</c>.</param>
    /// <param name="options">The address's options, for parameter aliases; null where there are none.</param>
    public static EntityReference Read(TableModel table, string arguments, QueryOptions? options = null)
    {
        var lexer = new Lexer(arguments);
        if (lexer.Current.Kind == TokenKind.Literal || lexer.Is('@') || (lexer.Current.Kind == TokenKind.Name && lexer.Current.Text[0] == '@'))
        {
            var value = Value(lexer, options);
            End(lexer, arguments);
            return value is Guid id ? new EntityReference(table.Name, id)
                : throw WebApiException.Query($"The key value '{arguments}' of '{table.SetName}' is no id. Write {table.SetName}(00000000-0000-0000-0000-000000000000) or {table.SetName}(column='value').");
        }

        var keys = new KeyAttributeCollection();
        do
        {
            if (lexer.Current.Kind != TokenKind.Name)
                throw lexer.Wrong("the name of a key column is expected");
            var name = lexer.Next().Text;
            lexer.Expect('=');
            var value = Value(lexer, options);
            if (name == table.Table.PrimaryId && value is Guid id && keys.Count == 0 && lexer.Current.Kind == TokenKind.End)
                return new EntityReference(table.Name, id);
            var column = table.Property(name);
            keys[column.LogicalName] = ColumnLiteral.Value(table, column, new LiteralNode(value), isKey: true);
        }
        while (lexer.Take(','));
        End(lexer, arguments);
        return new EntityReference(table.Name) { KeyAttributes = keys };
    }

    /// <summary>Reads a reference to a row as bodies write it: relative, absolute, or by Content-ID.</summary>
    public static EntityReference ReadReference(WebApiCall call, string text)
    {
        if (text.StartsWith('$'))
            text = call.Session.ContentIds.TryGetValue(text[1..], out var meant) ? meant : throw ContentIds.Unknown(text[1..]);
        var path = Uri.TryCreate(text, UriKind.Absolute, out var absolute) && absolute.Scheme is "http" or "https" ? absolute!.AbsolutePath : text;
        if (path.StartsWith("/api/data/", StringComparison.OrdinalIgnoreCase))
            path = path["/api/data/".Length..] is var rest && rest.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? rest[(slash + 1)..] : "";
        if (ResourcePath.Split(path) is [{ Arguments: { } arguments } segment] && call.Model.TrySet(segment.Name, out var table))
            return Read(table, arguments);
        throw WebApiException.Payload($"'{text}' is no address of a row. Write /leads(00000000-0000-0000-0000-000000000000) or /leads(column='value').");
    }

    private static object? Value(Lexer lexer, QueryOptions? options)
    {
        var node = FilterParser.Value(lexer);
        if (node is AliasNode alias)
        {
            node = FilterParser.ParseValue(options?[alias.Name]
                ?? throw WebApiException.Query($"The parameter alias '{alias.Name}' has no value. Add {alias.Name}=… to the address."));
        }

        return node is LiteralNode literal ? literal.Value : throw WebApiException.Query("A key value is a single value.");
    }

    private static void End(Lexer lexer, string arguments)
    {
        if (lexer.Current.Kind != TokenKind.End)
            throw WebApiException.Query($"Bad Request - Error in query syntax: '{arguments}' is no key.");
    }
}
