using System;
using System.Activities;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Workflow;

namespace Smarketing.Crm.Workflows;

/// <summary>An activity that calls one custom API as the user of the workflow, and hands back what it answers.</summary>
public abstract class ApiActivity : CodeActivity
{
    /// <summary>The API's unique name.</summary>
    private protected abstract string Api { get; }

    /// <inheritdoc/>
    protected sealed override void Execute(CodeActivityContext context)
    {
        var workflow = context.GetExtension<IWorkflowContext>();
        var service = context.GetExtension<IOrganizationServiceFactory>().CreateOrganizationService(workflow.UserId);
        var request = new OrganizationRequest(Api);
        Ask(context, request);
        Answer(context, service.Execute(request).Results);
    }

    /// <summary>Fills the request; what the maker left empty is left out, so that the API's own default holds.</summary>
    private protected abstract void Ask(CodeActivityContext context, OrganizationRequest request);

    /// <summary>Hands back the answer; what the API leaves out is zero, no, or empty text.</summary>
    private protected abstract void Answer(CodeActivityContext context, ParameterCollection answer);

    private protected static void Fill(OrganizationRequest request, string name, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
            request[name] = text;
    }

    private protected static void Fill(OrganizationRequest request, string name, int number)
    {
        if (number != 0)
            request[name] = number;
    }

    private protected static T Value<T>(ParameterCollection answer, string name) where T : struct =>
        answer.Contains(name) && answer[name] is T value ? value : default;

    /// <summary>A moment that is not answered is left out: no date would be none that the platform can store.</summary>
    private protected static void Hand(CodeActivityContext context, OutArgument<DateTime> argument, ParameterCollection answer, string name)
    {
        if (answer.Contains(name) && answer[name] is DateTime moment)
            argument.Set(context, moment);
    }

    private protected static string Words(ParameterCollection answer, string name) =>
        answer.Contains(name) && answer[name] is string value ? value : string.Empty;
}
