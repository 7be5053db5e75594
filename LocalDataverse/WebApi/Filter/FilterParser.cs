using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.WebApi.Addressing;
using Smarketing.LocalDataverse.WebApi.Http;

namespace Smarketing.LocalDataverse.WebApi.Filter;

/// <summary>Reads a <c>$filter</c>: <c>or</c> binds weakest, then <c>and</c>, <c>not</c>, the comparisons.</summary>
internal sealed class FilterParser
{
    private const int Deepest = 100;
    private readonly Lexer lexer;
    private int depth;

    private FilterParser(Lexer lexer) => this.lexer = lexer;

    /// <summary>Reads a whole filter.</summary>
    /// <exception cref="WebApiException">It cannot be read.</exception>
    public static FilterNode Parse(string text)
    {
        var tokens = new Lexer(text);
        var node = Parse(tokens);
        return tokens.Current.Kind == TokenKind.End ? node : throw tokens.Wrong("'and', 'or' or the end is expected");
    }

    /// <summary>Reads a filter inside another text, up to where it ends.</summary>
    public static FilterNode Parse(Lexer lexer) => new FilterParser(lexer).Or();

    /// <summary>Reads one value, such as that of a parameter alias.</summary>
    public static FilterNode ParseValue(string text)
    {
        var tokens = new Lexer(text);
        var node = Value(tokens);
        return tokens.Current.Kind == TokenKind.End ? node : throw tokens.Wrong("the end is expected");
    }

    /// <summary>Reads one value inside another text.</summary>
    public static FilterNode Value(Lexer lexer)
    {
        if (lexer.Current.Kind == TokenKind.Literal)
            return new LiteralNode(lexer.Next().Value);
        if (lexer.Take('['))
            return List(lexer, ']');
        if (lexer.Current.Kind == TokenKind.Name && lexer.Current.Text[0] == '@')
            return new AliasNode(lexer.Next().Text);
        if (lexer.Current.Kind == TokenKind.Name)
        {
            var name = lexer.Next();
            return lexer.Current is { Kind: TokenKind.Literal, Value: string text } && lexer.IsAttached
                ? Enum(lexer, name.Text, text)
                : throw lexer.Wrong($"a value is expected after '{name.Text}'");
        }

        throw lexer.Wrong("a value is expected");
    }

    private static EnumNode Enum(Lexer lexer, string type, string text)
    {
        lexer.Next();
        return new EnumNode(type, text);
    }

    private static ListNode List(Lexer lexer, char close)
    {
        var items = new List<FilterNode>();
        if (!lexer.Take(close))
        {
            do
                items.Add(Value(lexer));
            while (lexer.Take(','));
            lexer.Expect(close);
        }

        return new ListNode(items);
    }

    private FilterNode Or()
    {
        if (++depth > Deepest)
            throw WebApiException.Query($"The filter nests more than {Deepest.ToString(System.Globalization.CultureInfo.InvariantCulture)} levels deep. Simplify it.");
        var left = And();
        while (lexer.Is("or"))
        {
            lexer.Next();
            left = new OrNode(left, And());
        }

        depth--;
        return left;
    }

    private FilterNode And()
    {
        var left = Not();
        while (lexer.Is("and"))
        {
            lexer.Next();
            left = new AndNode(left, Not());
        }

        return left;
    }

    private FilterNode Not()
    {
        if (!lexer.Is("not"))
            return Comparison();
        lexer.Next();
        if (++depth > Deepest)
            throw WebApiException.Query("The filter says 'not' too often in a row. Simplify it.");
        var operand = Not();
        depth--;

        // 'not' binds tighter than a comparison: not a eq b would deny a.
        return operand is CompareNode or InNode && !closed
            ? throw WebApiException.Query("A unary operator with an incompatible type was detected: 'not' stands before a comparison without parentheses. Write not (a eq b).")
            : new NotNode(operand);
    }

    // Whether the operand read last stood in parentheses.
    private bool closed;

    private FilterNode Comparison()
    {
        closed = false;
        var left = Primary();
        if (lexer.Current.Kind != TokenKind.Name)
            return Whole(left);
        switch (lexer.Current.Text)
        {
            case "in":
                lexer.Next();
                closed = false;
                if (lexer.Take('('))
                    return new InNode(left, List(lexer, ')'));
                return new InNode(left, Value(lexer));
            case "eq" or "ne" or "gt" or "ge" or "lt" or "le":
                var word = lexer.Next().Text;
                var right = Primary();
                closed = false;
                return new CompareNode(System.Enum.Parse<Comparison>(word, ignoreCase: true), left, right);
            case "and" or "or":
                return Whole(left);
            case "has" or "add" or "sub" or "mul" or "div" or "mod":
                throw WebApiException.Query($"The operator '{lexer.Current.Text}' is not supported in $filter. Use eq, ne, gt, ge, lt, le, in, and, or, not.");
            default:
                throw lexer.Wrong("an operator is expected");
        }
    }

    private FilterNode Whole(FilterNode node) => node is PathNode or LiteralNode or AliasNode or EnumNode
        ? throw lexer.Wrong($"'{FilterPrinter.Print(node)}' is no condition; an operator is expected")
        : node;

    private FilterNode Primary()
    {
        if (lexer.Take('('))
        {
            var inner = Or();
            lexer.Expect(')');
            closed = true;
            return inner;
        }

        if (lexer.Current.Kind != TokenKind.Name || lexer.Current.Text[0] == '@')
            return Value(lexer);
        return Named(lexer.Next().Text);
    }

    private FilterNode Path(string first)
    {
        List<string> segments = [first];
        while (lexer.Take('/'))
        {
            if (lexer.Current.Kind != TokenKind.Name)
                throw lexer.Wrong("the name of a property is expected");
            var word = lexer.Next().Text;
            if (lexer.Is('(') && lexer.IsAttached)
                return word is "any" or "all" ? Lambda(segments, word == "all") : Call(segments, word);
            segments.Add(word);
        }

        return new PathNode(segments);
    }

    private LambdaNode Lambda(List<string> path, bool isAll)
    {
        lexer.Expect('(');
        if (!isAll && lexer.Take(')'))
            return new LambdaNode(new PathNode(path), false, "", null);
        if (lexer.Current.Kind != TokenKind.Name)
            throw lexer.Wrong("the name of a range variable is expected");
        var variable = lexer.Next().Text;
        lexer.Expect(':');
        var body = Or();
        lexer.Expect(')');
        closed = true;
        return new LambdaNode(new PathNode(path), isAll, variable, body);
    }

    private FilterNode Call(List<string> path, string function)
    {
        lexer.Expect('(');
        closed = true;
        if (!function.StartsWith(PathSegment.Namespace, StringComparison.Ordinal))
        {
            if (path.Count > 0)
                throw WebApiException.Query($"'{function}' is no function of a property. Write {function}({string.Join('/', path)},…).");
            var arguments = new List<FilterNode>();
            do
                arguments.Add(Argument());
            while (lexer.Take(','));
            lexer.Expect(')');
            closed = true;
            return new CallNode(function, arguments);
        }

        var named = new List<NamedArgument>();
        if (!lexer.Take(')'))
        {
            do
                named.Add(Named());
            while (lexer.Take(','));
            lexer.Expect(')');
        }

        return new QueryFunctionNode(path, function[PathSegment.Namespace.Length..], named);
    }

    private FilterNode Argument()
    {
        if (lexer.Current.Kind != TokenKind.Name || lexer.Current.Text[0] == '@')
            return Value(lexer);
        return Named(lexer.Next().Text);
    }

    // A word is a property, a function before a parenthesis, an enumeration before a text.
    private FilterNode Named(string word) => lexer switch
    {
        { IsAttached: true, Current: { Kind: TokenKind.Literal, Value: string text } } => Enum(lexer, word, text),
        { IsAttached: true } when lexer.Is('(') => Call([], word),
        _ => Path(word),
    };

    private NamedArgument Named()
    {
        if (lexer.Current.Kind != TokenKind.Name)
            throw lexer.Wrong("the name of a parameter is expected");
        var name = lexer.Next().Text;
        lexer.Expect('=');
        return new NamedArgument(name, Value(lexer));
    }
}
