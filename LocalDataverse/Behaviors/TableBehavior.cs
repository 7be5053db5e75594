using System;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Metadata;
using Smarketing.LocalDataverse.Pipeline;

namespace Smarketing.LocalDataverse.Behaviors;

/// <summary>What the platform does of its own accord when rows of certain tables are saved or deleted.</summary>
internal abstract class TableBehavior
{
    /// <summary>Whether rows of this table are concerned.</summary>
    public abstract bool Concerns(TableDefinition table);

    /// <summary>Before pre-operation of Create: what steps see in the Target.</summary>
    public virtual void Creating(Platform platform, TableDefinition table, Entity target)
    {
    }

    /// <summary>At the main operation of Create, before the row is written.</summary>
    public virtual void Inserting(Platform platform, TableDefinition table, Entity target)
    {
    }

    /// <summary>At the main operation of Create, after the row is written.</summary>
    public virtual void Inserted(Platform platform, TableDefinition table, Entity target)
    {
    }

    /// <summary>At the main operation of Update, before the row is written.</summary>
    public virtual void Updating(Platform platform, TableDefinition table, Entity target, Operation operation)
    {
    }

    /// <summary>At the main operation of Update, after the row is written.</summary>
    public virtual void Updated(Platform platform, TableDefinition table, Entity target, Operation operation)
    {
    }

    /// <summary>At the main operation of Delete, after the row is gone.</summary>
    public virtual void Deleted(Platform platform, TableDefinition table, Guid id)
    {
    }
}
