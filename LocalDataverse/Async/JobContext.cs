using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Messages;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Async;

/// <summary>
/// Writes the context of an asynchronous step into its job and reads it again: the operation, its images and the contexts of the
/// plug-ins that set it off.
/// </summary>
internal static class JobContext
{
    // The first byte; a job of another form is not guessed at.
    private const byte Form = 2;

    public static string Encode(PluginContext context)
    {
        using var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Form);
            Write(writer, context);
            for (var parent = context.Parent; parent is not null; parent = parent.Parent)
            {
                writer.Write(true);
                writer.Write((byte)parent.Stage);
                writer.Write((byte)parent.Mode);
                WriteParent(writer, parent);
            }

            writer.Write(false);
        }

        return Convert.ToBase64String(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static PluginContext Decode(Platform platform, string data, StepDefinition? step)
    {
        using var reader = new BinaryReader(new MemoryStream(Convert.FromBase64String(data)));
        if (reader.ReadByte() != Form)
        {
            throw new InvalidDataException("The job was written by another version, in a form this one does not know. Delete the job or use the version that wrote it.");
        }

        var own = new Frame(reader);
        var parents = new List<(Stage Stage, bool IsAsync, Frame Frame)>();
        while (reader.ReadBoolean())
        {
            parents.Add(((Stage)reader.ReadByte(), reader.ReadByte() == 1, new Frame(reader)));
        }

        PluginContext? parent = null;
        for (var i = parents.Count - 1; i >= 0; i--)
        {
            parent = parents[i].Frame.Context(platform, null, parents[i].Stage, parents[i].IsAsync, parent);
        }

        return own.Context(platform, step, Stage.PostOperation, isAsync: true, parent);
    }

    private static void Write(BinaryWriter writer, PluginContext context)
    {
        var operation = context.Operation;
        WriteOperation(writer, operation);
        ContextCodec.Write(writer, operation.Inputs, operation.Inputs.Count);
        ContextCodec.Write(writer, operation.Outputs, operation.Outputs.Count);
        ContextCodec.Write(writer, context.SharedVariables, context.SharedVariables.Count);
        WriteImages(writer, context);
    }

    // A parent's query, say, cannot be written down; the job is worth more than that.
    private static void WriteParent(BinaryWriter writer, PluginContext context)
    {
        var operation = context.Operation;
        WriteOperation(writer, operation);
        WriteStorable(writer, operation.Inputs);
        WriteStorable(writer, operation.Outputs);
        WriteStorable(writer, context.SharedVariables);
        WriteImages(writer, context);
    }

    private static void WriteStorable(BinaryWriter writer, ParameterCollection values)
    {
        var storable = values.Where(v => ContextCodec.CanWrite(v.Value)).ToList();
        ContextCodec.Write(writer, storable, storable.Count);
    }

    private static void WriteImages(BinaryWriter writer, PluginContext context)
    {
        foreach (var ofRows in (ReadOnlySpan<EntityImageCollection[]>)[context.PreEntityImagesCollection, context.PostEntityImagesCollection])
        {
            writer.Write7BitEncodedInt(ofRows.Length);
            foreach (var images in ofRows)
            {
                ContextCodec.Write(writer, images.Select(i => new KeyValuePair<string, object>(i.Key, i.Value)), images.Count);
            }
        }
    }

    private static void WriteOperation(BinaryWriter writer, Operation operation)
    {
        writer.Write(operation.MessageName);
        writer.Write(operation.TableName ?? string.Empty);
        ContextCodec.WriteId(writer, operation.PrimaryEntityId);
        ContextCodec.WriteId(writer, operation.UserId);
        ContextCodec.WriteId(writer, operation.InitiatingUserId);
        writer.Write(operation.Depth);
        ContextCodec.WriteId(writer, operation.CorrelationId);
        ContextCodec.WriteId(writer, operation.OperationId);
        ContextCodec.WriteId(writer, operation.RequestId ?? Guid.Empty);
        writer.Write(operation.StartedOn.Ticks);
    }

    /// <summary>One context as it was read, before it is known who set it off.</summary>
    private sealed class Frame
    {
        private readonly string _message;
        private readonly string _table;
        private readonly Guid _row;
        private readonly Guid _user;
        private readonly Guid _initiator;
        private readonly int _depth;
        private readonly Guid _correlation;
        private readonly Guid _operation;
        private readonly Guid _request;
        private readonly DateTime _startedOn;
        private readonly ParameterCollection _inputs;
        private readonly ParameterCollection _outputs;
        private readonly ParameterCollection _shared;
        private readonly EntityImageCollection[] _pre;
        private readonly EntityImageCollection[] _post;

        public Frame(BinaryReader reader)
        {
            _message = reader.ReadString();
            _table = reader.ReadString();
            _row = ContextCodec.ReadId(reader);
            _user = ContextCodec.ReadId(reader);
            _initiator = ContextCodec.ReadId(reader);
            _depth = reader.ReadInt32();
            _correlation = ContextCodec.ReadId(reader);
            _operation = ContextCodec.ReadId(reader);
            _request = ContextCodec.ReadId(reader);
            _startedOn = new DateTime(reader.ReadInt64(), DateTimeKind.Utc);
            _inputs = ContextCodec.ReadParameters(reader);
            _outputs = ContextCodec.ReadParameters(reader);
            _shared = ContextCodec.ReadParameters(reader);
            _pre = ReadImages(reader);
            _post = ReadImages(reader);
        }

        public PluginContext Context(Platform platform, StepDefinition? step, Stage stage, bool isAsync, PluginContext? parent)
        {
            var scope = new RequestScope(_user, _initiator, RequestOrigin.AsyncJob, _depth - 1, _correlation, parent, null);
            var operation = new Operation(_message, _table.Length == 0 ? null : _table, _inputs, scope, _startedOn)
            {
                PrimaryEntityId = _row,
                OperationId = _operation,
                RequestId = _request == Guid.Empty ? null : _request,
                SharedVariables = _shared,
                IsRestored = true,
            };
            operation.Outputs.AddRange(_outputs);
            return BulkTables.IsBulk(_message)
                ? new PluginContext(platform, operation, step, stage, isAsync) { PreEntityImagesCollection = _pre, PostEntityImagesCollection = _post }
                : new PluginContext(platform, operation, step, stage, isAsync) { PreEntityImages = _pre[0], PostEntityImages = _post[0] };
        }

        private static EntityImageCollection[] ReadImages(BinaryReader reader)
        {
            var ofRows = new EntityImageCollection[reader.Read7BitEncodedInt()];
            for (var i = 0; i < ofRows.Length; i++)
            {
                var images = ofRows[i] = [];
                ContextCodec.Read(reader, (name, value) => images[name] = (Entity)value!);
            }

            return ofRows;
        }
    }
}
