using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;

namespace Smarketing.LocalDataverse.Metadata.Changes;

/// <summary>Answers the query of a RetrieveMetadataChanges request.</summary>
/// <param name="query">What is asked for; null is everything.</param>
/// <param name="catalog">Where it is.</param>
/// <param name="changes">What changed since the caller last asked; null gives what is there, changed or not.</param>
/// <param name="language">The user's language (LCID).</param>
internal sealed class MetadataQuery(EntityQueryExpression? query, MetadataCatalog catalog, MetadataDifference? changes, int language)
{
    private readonly EntityQueryExpression query = query ?? Everything();

    /// <summary>The tables that satisfy the query, ordered by logical name.</summary>
    public IEnumerable<EntityMetadata> Run()
    {
        Check();
        foreach (var table in catalog.Tables.OrderBy(t => t.LogicalName, StringComparer.Ordinal))
        {
            if (!MetadataCriteria.Matches(SdkTable.Of(table, catalog, EntityFilters.Entity, language), query.Criteria))
                continue;
            var metadata = SdkTable.Of(table, catalog, Filters(), language);
            var hasChangedBelow = Narrow(metadata);
            if (changes is not null)
            {
                metadata.HasChanged = changes.HasChanged(metadata.MetadataId);
                if (metadata.HasChanged == false && !hasChangedBelow)
                    continue;
            }

            metadata = MetadataProjection.Take(metadata, query.Properties);
            MetadataProjection.KeepLanguages(metadata, query.LabelQuery);
            yield return metadata;
        }
    }

    private static EntityQueryExpression Everything() => new()
    {
        Properties = All(),
        AttributeQuery = new AttributeQueryExpression { Properties = All() },
        RelationshipQuery = new RelationshipQueryExpression { Properties = All() },
        KeyQuery = new EntityKeyQueryExpression { Properties = All() },
    };

    private static MetadataPropertiesExpression All() => new() { AllProperties = true };

    private void Check()
    {
        Check(query, typeof(EntityMetadata));
        Check(query.AttributeQuery, typeof(AttributeMetadata));
        Check(query.RelationshipQuery, typeof(RelationshipMetadataBase));
        Check(query.KeyQuery, typeof(EntityKeyMetadata));
    }

    private static void Check(MetadataQueryExpression? part, Type kind)
    {
        MetadataProjection.Check(part?.Properties, kind);
        MetadataCriteria.Check(part?.Criteria, kind);
    }

    private EntityFilters Filters()
    {
        var filters = EntityFilters.Entity;
        if (MetadataProjection.Wants(query.Properties, nameof(EntityMetadata.Attributes)))
            filters |= EntityFilters.Attributes;
        if (MetadataProjection.Wants(query.Properties, nameof(EntityMetadata.Privileges)))
            filters |= EntityFilters.Privileges;
        if (new[] { nameof(EntityMetadata.ManyToOneRelationships), nameof(EntityMetadata.OneToManyRelationships), nameof(EntityMetadata.ManyToManyRelationships) }
            .Any(n => MetadataProjection.Wants(query.Properties, n)))
        {
            filters |= EntityFilters.Relationships;
        }

        return filters;
    }

    // Leaves of the parts what is asked for, and says whether any of it changed.
    private bool Narrow(EntityMetadata metadata)
    {
        var hasChanged = Narrow(metadata, nameof(metadata.Attributes), metadata.Attributes, query.AttributeQuery);
        hasChanged |= Narrow(metadata, nameof(metadata.Keys), metadata.Keys, query.KeyQuery);
        hasChanged |= Narrow(metadata, nameof(metadata.ManyToOneRelationships), metadata.ManyToOneRelationships, query.RelationshipQuery);
        hasChanged |= Narrow(metadata, nameof(metadata.OneToManyRelationships), metadata.OneToManyRelationships, query.RelationshipQuery);
        hasChanged |= Narrow(metadata, nameof(metadata.ManyToManyRelationships), metadata.ManyToManyRelationships, query.RelationshipQuery);
        return hasChanged;
    }

    private bool Narrow<T>(EntityMetadata metadata, string name, T[]? parts, MetadataQueryExpression? part)
        where T : MetadataBase
    {
        if (parts is null || !MetadataProjection.Wants(query.Properties, name))
            return false;
        var kept = parts.Where(p => MetadataCriteria.Matches(p, part?.Criteria)).ToList();
        if (changes is not null)
        {
            kept.RemoveAll(p => !changes.HasChanged(p.MetadataId));
            kept.ForEach(p => p.HasChanged = true);
        }

        SdkValue.Set(metadata, name, kept.Select(p => MetadataProjection.Take(p, part is null ? All() : part.Properties)).ToArray());
        return kept.Count > 0 && changes is not null;
    }
}
