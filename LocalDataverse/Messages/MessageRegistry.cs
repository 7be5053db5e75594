using System;
using System.Collections.Generic;
using System.Linq;
using Smarketing.LocalDataverse.Faults;
using Smarketing.LocalDataverse.Messages.Activities;
using Smarketing.LocalDataverse.Messages.Marketing;
using Smarketing.LocalDataverse.Messages.Sales;

namespace Smarketing.LocalDataverse.Messages;

/// <summary>The messages of one organisation: the platform's own and the custom APIs of its solutions.</summary>
internal sealed class MessageRegistry
{
    private readonly Dictionary<string, Message> _messages = new(StringComparer.Ordinal);

    public static MessageRegistry Standard()
    {
        var registry = new MessageRegistry();
        registry.Add(new CreateMessage());
        registry.Add(new UpdateMessage());
        registry.Add(new DeleteMessage());
        registry.Add(new RetrieveMessage());
        registry.Add(new RetrieveMultipleMessage());
        registry.Add(new UpsertMessage());
        registry.Add(new AssociateMessage());
        registry.Add(new DisassociateMessage());
        registry.Add(new SetStateMessage());
        registry.Add(new AssignMessage());
        registry.Add(new CreateMultipleMessage());
        registry.Add(new UpdateMultipleMessage());
        registry.Add(new UpsertMultipleMessage());
        registry.Add(new ExecuteMultipleMessage());
        registry.Add(new ExecuteTransactionMessage());
        registry.Add(new WhoAmIMessage());
        registry.Add(new GrantAccessMessage());
        registry.Add(new ModifyAccessMessage());
        registry.Add(new RevokeAccessMessage());
        registry.Add(new RetrievePrincipalAccessMessage());
        registry.Add(new RetrieveSharedPrincipalsAndAccessMessage());
        registry.Add(new AddMembersTeamMessage());
        registry.Add(new RemoveMembersTeamMessage());
        registry.Add(new AddPrivilegesRoleMessage());
        registry.Add(new ReplacePrivilegesRoleMessage());
        registry.Add(new RemovePrivilegeRoleMessage());
        registry.Add(new RetrieveRolePrivilegesRoleMessage());
        registry.Add(new RetrieveUserPrivilegesMessage());
        registry.Add(new RetrieveEntityMessage());
        registry.Add(new RetrieveAttributeMessage());
        registry.Add(new RetrieveAllEntitiesMessage());
        registry.Add(new RetrieveEntityKeyMessage());
        registry.Add(new RetrieveRelationshipMessage());
        registry.Add(new RetrieveOptionSetMessage());
        registry.Add(new RetrieveAllOptionSetsMessage());
        registry.Add(new RetrieveMetadataChangesMessage());
        registry.Add(new RetrieveTimestampMessage());
        registry.Add(new ImportSolutionMessage());
        registry.Add(new StageAndUpgradeMessage());
        registry.Add(new DeleteAndPromoteMessage());
        registry.Add(new PublishAllXmlMessage());
        registry.Add(new PublishXmlMessage());
        registry.Add(new RetrieveVersionMessage());
        registry.Add(new QualifyLeadMessage());
        registry.Add(new WinOpportunityMessage());
        registry.Add(new LoseOpportunityMessage());
        registry.Add(new MergeMessage());
        registry.Add(new SendEmailMessage());
        registry.Add(new AddMemberListMessage());
        registry.Add(new AddListMembersListMessage());
        registry.Add(new RemoveMemberListMessage());
        registry.Add(new AddItemCampaignMessage());
        registry.Add(new RemoveItemCampaignMessage());
        registry.Add(new AddToQueueMessage());
        registry.Add(new SetAutoNumberSeedMessage());
        registry.Add(new GetAutoNumberSeedMessage());
        registry.Add(new GetNextAutoNumberValueMessage());
        registry.Add(new RetrieveExchangeRateMessage());
        return registry;
    }

    public IEnumerable<string> Names => _messages.Keys;

    public void Add(Message message) => _messages[message.Name] = message;

    public void Remove(string name) => _messages.Remove(name);

    public bool Contains(string name) => _messages.ContainsKey(name);

    /// <summary>The message that sets off the steps registered on a name; null when none does.</summary>
    public EventMessage? RaiserOf(string eventName)
    {
        if (_messages.TryGetValue(eventName, out var message) && message is EventMessage raiser && string.Equals(raiser.EventName, eventName, StringComparison.Ordinal))
        {
            return raiser;
        }

        return _messages.Values.OfType<EventMessage>().FirstOrDefault(m => string.Equals(m.EventName, eventName, StringComparison.Ordinal));
    }

    public IReadOnlyList<Message> All => [.. _messages.Values];

    public void Restore(IReadOnlyList<Message> messages)
    {
        _messages.Clear();
        foreach (var message in messages)
        {
            Add(message);
        }
    }

    public Message Find(string? name)
    {
        if (name is not null && _messages.TryGetValue(name, out var message))
        {
            return message;
        }

        throw Fault.NotSupported($"the message '{name}'",
            $"It answers {string.Join(", ", _messages.Keys.Order(StringComparer.Ordinal))}. A custom API is known once the solution that holds it is imported.");
    }
}
