using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Client;

namespace Microsoft.Xrm.Sdk;

[DataContract(Name = "Entity", Namespace = "http://schemas.microsoft.com/xrm/2011/Contracts")]
public class Entity : IExtensibleDataObject
{
    private AttributeCollection attributes;
    private FormattedValueCollection formattedValues;
    private KeyAttributeCollection keyAttributes;
    private RelatedEntityCollection relatedEntities;

    public Entity()
    {
    }

    public Entity(string entityName)
    {
        LogicalName = entityName;
    }

    // The backing field, because a constructor must not call what a subclass overrides.
    public Entity(string entityName, Guid id) : this(entityName)
    {
        this.id = id;
    }

    public Entity(string entityName, string keyName, object keyValue) : this(entityName)
    {
        KeyAttributes.Add(keyName, keyValue);
    }

    public Entity(string entityName, KeyAttributeCollection keyAttributes) : this(entityName)
    {
        this.keyAttributes = keyAttributes;
    }

    private Guid id;

    [DataMember]
    public AttributeCollection Attributes
    {
        get => attributes ??= new AttributeCollection();
        set => attributes = value;
    }

    [DataMember]
    public EntityState? EntityState { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    [DataMember]
    public FormattedValueCollection FormattedValues
    {
        get => formattedValues ??= new FormattedValueCollection();
        set => formattedValues = value;
    }

    [DataMember]
    public virtual Guid Id
    {
        get => id;
        set => id = value;
    }

    public object this[string attributeName]
    {
        get => Attributes[attributeName];
        set => Attributes[attributeName] = value;
    }

    [DataMember]
    public KeyAttributeCollection KeyAttributes
    {
        get => keyAttributes ??= new KeyAttributeCollection();
        set => keyAttributes = value;
    }

    [DataMember]
    public string LogicalName { get; set; }

    [DataMember]
    public RelatedEntityCollection RelatedEntities
    {
        get => relatedEntities ??= new RelatedEntityCollection();
        set => relatedEntities = value;
    }

    [DataMember]
    public string RowVersion { get; set; }

    public bool Contains(string attributeName) => Attributes.Contains(attributeName);

    public virtual T GetAttributeValue<T>(string attributeLogicalName)
    {
        DemandName(attributeLogicalName, nameof(attributeLogicalName));
        return Attributes.TryGetValue(attributeLogicalName, out var value) && value != null ? (T)value : default;
    }

    public bool TryGetAttributeValue<T>(string attributeKey, out T result)
    {
        if (!string.IsNullOrWhiteSpace(attributeKey) && Attributes.TryGetValue(attributeKey, out var value) && value is T typed)
        {
            result = typed;
            return true;
        }

        result = default;
        return false;
    }

    public EntityReference ToEntityReference()
    {
        var reference = new EntityReference(LogicalName, Id) { RowVersion = RowVersion };
        if (keyAttributes != null) reference.KeyAttributes.AddRange(keyAttributes);
        return reference;
    }

    /// <summary>The same record under another type; attributes, formatted values and related records stay shared with this one.</summary>
    public T ToEntity<T>() where T : Entity
    {
        if (typeof(T) == typeof(Entity))
        {
            var plain = new Entity();
            ShareWith(plain);
            return (T)plain;
        }

        if (string.IsNullOrWhiteSpace(LogicalName))
            throw new NotSupportedException("LogicalName must be set before calling ToEntity().");
        var target = TableOf<T>.LogicalName;
        if (string.IsNullOrWhiteSpace(target))
            throw new NotSupportedException($"Cannot convert to {typeof(T).Name}: it has no EntityLogicalName attribute.");
        if (!string.Equals(LogicalName, target, StringComparison.Ordinal))
            throw new NotSupportedException($"Cannot convert entity '{LogicalName}' to {typeof(T).Name}, which is '{target}'.");
        var entity = (T)Activator.CreateInstance(typeof(T));
        ShareWith(entity);
        return entity;
    }

    // Attributes are slow to read, and every row of a query comes by here.
    private static class TableOf<T>
    {
        public static readonly string LogicalName = typeof(T).GetCustomAttribute<EntityLogicalNameAttribute>(inherit: true)?.LogicalName;
    }

    protected virtual string GetFormattedAttributeValue(string attributeLogicalName)
    {
        DemandName(attributeLogicalName, nameof(attributeLogicalName));
        return FormattedValues.TryGetValue(attributeLogicalName, out var value) ? value : null;
    }

    protected virtual void SetAttributeValue(string attributeLogicalName, object value)
    {
        DemandName(attributeLogicalName, nameof(attributeLogicalName));
        Attributes[attributeLogicalName] = value;
    }

    protected virtual TEntity GetRelatedEntity<TEntity>(string relationshipSchemaName, EntityRole? primaryEntityRole) where TEntity : Entity =>
        GetRelatedEntities<TEntity>(relationshipSchemaName, primaryEntityRole)?.FirstOrDefault();

    protected virtual void SetRelatedEntity<TEntity>(string relationshipSchemaName, EntityRole? primaryEntityRole, TEntity entity) where TEntity : Entity =>
        SetRelatedEntities(relationshipSchemaName, primaryEntityRole, entity == null ? null : new[] { entity });

    protected virtual IEnumerable<TEntity> GetRelatedEntities<TEntity>(string relationshipSchemaName, EntityRole? primaryEntityRole) where TEntity : Entity =>
        RelatedEntities.TryGetValue(RelationshipOf(relationshipSchemaName, primaryEntityRole), out var related)
            ? related.Entities.Cast<TEntity>()
            : null;

    protected virtual void SetRelatedEntities<TEntity>(string relationshipSchemaName, EntityRole? primaryEntityRole, IEnumerable<TEntity> entities) where TEntity : Entity
    {
        var relationship = RelationshipOf(relationshipSchemaName, primaryEntityRole);
        if (entities == null) RelatedEntities.Remove(relationship);
        else RelatedEntities[relationship] = new EntityCollection(new List<Entity>(entities));
    }

    private void ShareWith(Entity other)
    {
        other.Id = Id;
        other.LogicalName = LogicalName;
        other.EntityState = EntityState;
        other.RowVersion = RowVersion;
        other.Attributes = Attributes;
        other.FormattedValues = FormattedValues;
        other.KeyAttributes = KeyAttributes;
        other.RelatedEntities = RelatedEntities;
        other.ExtensionData = ExtensionData;
    }

    private static Relationship RelationshipOf(string schemaName, EntityRole? role)
    {
        DemandName(schemaName, "relationshipSchemaName");
        return new Relationship(schemaName) { PrimaryEntityRole = role };
    }

    private static void DemandName(string name, string parameter)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new ArgumentNullException(parameter);
    }
}
