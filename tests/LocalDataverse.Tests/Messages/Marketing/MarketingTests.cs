using System;
using System.Linq;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Pipeline;
using Smarketing.Tests.LocalDataverse.Messages.Sales;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Messages.Marketing;

public class MarketingTests
{
    [Fact]
    public void A_list_counts_its_members_each_once()
    {
        using var org = new TestOrganization();
        var list = LeadList(org);
        var (a, b) = (org.Lead("A"), org.Lead("B"));
        var link = ((AddMemberListResponse)org.Service.Execute(new AddMemberListRequest { ListId = list, EntityId = a })).Id;
        Assert.Equal(link, ((AddMemberListResponse)org.Service.Execute(new AddMemberListRequest { ListId = list, EntityId = a })).Id);
        org.Service.Execute(new AddListMembersListRequest { ListId = list, MemberIds = [a, b] });
        Assert.Equal(new[] { a, b }.Order(), org.Where("listmember", "listid", list).Select(m => m.GetAttributeValue<Guid>("entityid")).Order());
        Assert.Equal(2, org.Read("list", list).GetAttributeValue<int>("membercount"));
        org.Service.Execute(new RemoveMemberListRequest { ListId = list, EntityId = a });
        Assert.Equal(b, Assert.Single(org.Where("listmember", "listid", list)).GetAttributeValue<Guid>("entityid"));
        Assert.Equal(1, org.Read("list", list).GetAttributeValue<int>("membercount"));
    }

    [Theory]
    [InlineData("type", "dynamic")]
    [InlineData("lockstatus", "locked")]
    public void A_list_that_takes_no_members_says_why(string column, string reason)
    {
        using var org = new TestOrganization();
        var list = org.Make("list", ("listname", "L"), ("createdfromcode", new OptionSetValue(4)), (column, true));
        Assert.Contains(reason, TestOrganization.Fault(() => org.Service.Execute(new AddMemberListRequest { ListId = list, EntityId = org.Lead() })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_rows_of_the_lists_kind_become_members_and_all_or_none()
    {
        using var org = new TestOrganization();
        var list = LeadList(org);
        var contact = org.Make("contact", ("lastname", "C"));
        Assert.Contains("lead With Id", TestOrganization.Fault(() => org.Service.Execute(new AddListMembersListRequest { ListId = list, MemberIds = [org.Lead(), contact] })).Message, StringComparison.Ordinal);
        Assert.Empty(org.Where("listmember", "listid", list));
    }

    [Fact]
    public void A_lead_that_goes_leaves_its_lists()
    {
        using var org = new TestOrganization();
        var list = LeadList(org);
        var lead = org.Lead();
        org.Service.Execute(new AddMemberListRequest { ListId = list, EntityId = lead });
        org.Service.Delete("lead", lead);
        Assert.Empty(org.Where("listmember", "listid", list));
    }

    [Fact]
    public void A_merged_lead_is_in_the_lists_of_both()
    {
        using var org = new TestOrganization();
        var list = LeadList(org);
        var (master, other) = (org.Lead("A"), org.Lead("B"));
        org.Service.Execute(new AddMemberListRequest { ListId = list, EntityId = other });
        org.Service.Execute(new MergeRequest { Target = new EntityReference("lead", master), SubordinateId = other });
        Assert.Equal(master, Assert.Single(org.Where("listmember", "listid", list)).GetAttributeValue<Guid>("entityid"));
    }

    [Fact]
    public void A_campaign_holds_lists_and_campaigns_once()
    {
        using var org = new TestOrganization();
        var (campaign, list) = (org.Make("campaign", ("name", "Spring")), LeadList(org));
        var request = new AddItemCampaignRequest { CampaignId = campaign, EntityId = list, EntityName = "list" };
        var item = ((AddItemCampaignResponse)org.Service.Execute(request)).CampaignItemId;
        Assert.Equal("list", org.Read("campaignitem", item).GetAttributeValue<string>("entitytype"));
        Assert.Equal(unchecked((int)0x80040237), TestOrganization.Fault(() => org.Service.Execute(request)).ErrorCode);
        org.Service.Execute(new RemoveItemCampaignRequest { CampaignId = campaign, EntityId = list });
        Assert.Equal(0, org.Count("campaignitem"));
        var other = org.Make("campaign", ("name", "Below"));
        org.Service.Execute(new AddItemCampaignRequest { CampaignId = campaign, EntityId = other, EntityName = "campaign" });
        Assert.Equal(other, Assert.Single(org.Where("campaignitem", "campaignid", campaign)).GetAttributeValue<Guid>("entityid"));
        org.Service.Execute(new RemoveItemCampaignRequest { CampaignId = campaign, EntityId = other });
        Assert.Equal(0, org.Count("campaignitem"));
        Assert.Contains("'lead'", TestOrganization.Fault(() => org.Service.Execute(new AddItemCampaignRequest { CampaignId = campaign, EntityId = org.Lead(), EntityName = "lead" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_are_registered_on_the_events_of_list_and_campaign()
    {
        using var org = new TestOrganization();
        org.On("AddMember", "list", Stage.PostOperation, run => org.Log.Add($"{run.Context.MessageName} {run.Context.PrimaryEntityName} {run.Context.OutputParameters.Contains("Id")}"));
        org.On("AddItem", "campaign", Stage.PreOperation, run => org.Log.Add($"{run.Context.MessageName} {run.Context.PrimaryEntityName}"));
        var list = LeadList(org);
        org.Service.Execute(new AddMemberListRequest { ListId = list, EntityId = org.Lead() });
        org.Service.Execute(new AddItemCampaignRequest { CampaignId = org.Make("campaign", ("name", "C")), EntityId = list, EntityName = "list" });
        Assert.Equal(["AddMember list True", "AddItem campaign"], org.Log);
    }

    [Fact]
    public void A_row_waits_in_one_queue_at_a_time()
    {
        using var org = new TestOrganization();
        var (first, second) = (org.Make("queue", ("name", "first")), org.Make("queue", ("name", "second")));
        var call = org.Make("phonecall", ("subject", "Call back"));
        var item = Queue(org, call, first);
        var row = org.Read("queueitem", item);
        Assert.Equal((first, call, "Call back", TestOrganization.Start, 4210),
            (row.Ref("queueid")!.Value, row.Ref("objectid")!.Value, row.GetAttributeValue<string>("title"), row.GetAttributeValue<DateTime>("enteredon"), row.GetAttributeValue<OptionSetValue>("objecttypecode").Value));
        Assert.Equal(item, Queue(org, call, second, first));
        Assert.Equal(second, org.Read("queueitem", item).Ref("queueid"));
        Assert.Contains("SourceQueueId", TestOrganization.Fault(() => Queue(org, call, first, first)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_queues_is_refused_by_name()
    {
        using var org = new TestOrganization();
        var queue = org.Make("queue", ("name", "q"));
        Assert.Contains("'lead'", TestOrganization.Fault(() => org.Service.Execute(new AddToQueueRequest { Target = new EntityReference("lead", org.Lead()), DestinationQueueId = queue })).Message, StringComparison.Ordinal);
        Assert.Contains("Does Not Exist", TestOrganization.Fault(() => Queue(org, org.Make("phonecall", ("subject", "x")), Guid.NewGuid())).Message, StringComparison.Ordinal);
    }

    private static Guid LeadList(TestOrganization org) => org.Make("list", ("listname", "Leads"), ("createdfromcode", new OptionSetValue(4)));

    private static Guid Queue(TestOrganization org, Guid call, Guid queue, Guid source = default) =>
        ((AddToQueueResponse)org.Service.Execute(new AddToQueueRequest { Target = new EntityReference("phonecall", call), DestinationQueueId = queue, SourceQueueId = source })).QueueItemId;
}
