using System;
using System.Collections.Generic;

namespace Microsoft.Xrm.Sdk;

[Serializable]
public sealed class InvalidPluginExecutionException : Exception
{
    private static readonly IReadOnlyDictionary<string, string> NoDetails = new Dictionary<string, string>();

    public InvalidPluginExecutionException()
    {
    }

    public InvalidPluginExecutionException(OperationStatus status)
    {
        Status = status;
    }

    public InvalidPluginExecutionException(string message) : base(message)
    {
    }

    public InvalidPluginExecutionException(OperationStatus status, string message) : base(message)
    {
        Status = status;
    }

    public InvalidPluginExecutionException(string message, Exception exception) : base(message, exception)
    {
    }

    public InvalidPluginExecutionException(OperationStatus status, int errorCode, string message) : this(status, message)
    {
        ErrorCode = errorCode;
    }

    public InvalidPluginExecutionException(string message, PluginHttpStatusCode httpStatus) : base(message)
    {
        HttpStatus = httpStatus;
    }

    public InvalidPluginExecutionException(string message, PluginHttpStatusCode httpStatus, Dictionary<string, string> exceptionDetails) : this(message, httpStatus)
    {
        ExceptionDetails = exceptionDetails ?? NoDetails;
    }

    public InvalidPluginExecutionException(OperationStatus status, int errorCode, string message, PluginHttpStatusCode httpStatus) : this(status, errorCode, message)
    {
        HttpStatus = httpStatus;
    }

    public InvalidPluginExecutionException(string message, Dictionary<string, string> exceptionDetails) : base(message)
    {
        ExceptionDetails = exceptionDetails ?? NoDetails;
    }

    public InvalidPluginExecutionException(OperationStatus status, string message, Dictionary<string, string> exceptionDetails) : this(status, message)
    {
        ExceptionDetails = exceptionDetails ?? NoDetails;
    }

    public int ErrorCode { get; }

    public IReadOnlyDictionary<string, string> ExceptionDetails { get; } = NoDetails;

    public PluginHttpStatusCode HttpStatus { get; }

    public OperationStatus Status { get; }
}
