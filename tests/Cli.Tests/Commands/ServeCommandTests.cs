using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Smarketing.Cli;
using Xunit;

namespace Smarketing.Tests.Cli.Commands;

public sealed class ServeCommandTests
{
    [Fact]
    public async Task The_solution_is_served_until_it_is_told_to_end()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new AwaitedWriter("Ctrl+C ends it.");
        using var error = new StringWriter();
        var served = Program.RunAsync(["serve", "--port", "0", "--token", "secret"], output, error, end.Token);
        Assert.True(await Task.WhenAny(output.Written, served) != served, error.ToString());

        var address = output.ToString().Split('\n').Select(l => l.Trim()).First(l => l.StartsWith("The Web API is at ", StringComparison.Ordinal))["The Web API is at ".Length..];
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret");
        using var created = await client.PostAsync("leads?$select=smk_grade", new StringContent("""{"lastname":"Durand"}""", Encoding.UTF8, "application/json"), end.Token);
        Assert.True(created.IsSuccessStatusCode);
        Assert.Contains("smk_grade", await client.GetStringAsync(new Uri(string.Concat(created.Headers.GetValues("OData-EntityId")) + "?$select=smk_grade"), end.Token), StringComparison.Ordinal);

        await end.CancelAsync();
        Assert.Equal(ExitCode.Ok, await served);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("http")]
    public async Task A_port_that_is_none_is_refused(string port)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(ExitCode.BadInput, await Program.RunAsync(["serve", "--port", port], output, error, TestContext.Current.CancellationToken));
        Assert.Contains("--port", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Tells when a text has been written.</summary>
    private sealed class AwaitedWriter(string text) : StringWriter
    {
        private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Written => _written.Task;

        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (ToString().Contains(text, StringComparison.Ordinal))
                _written.TrySetResult();
        }
    }
}
