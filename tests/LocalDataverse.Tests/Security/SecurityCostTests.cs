using System;
using Microsoft.Crm.Sdk.Messages;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse;
using Smarketing.Tests.LocalDataverse.Pipeline;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Security;

/// <summary>What is looked up once is not looked up again.</summary>
public sealed class SecurityCostTests
{
    [Fact]
    public void A_user_is_read_once_until_a_security_table_changes()
    {
        using var org = new TestOrganization();
        var user = org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead"));
        var facts = org.Organization.Platform.Facts;
        var first = facts.User(user);
        org.Organization.CreateService(user).Create(new Entity("lead") { ["lastname"] = "Petit" });
        org.Lead();
        Assert.Same(first, facts.User(user));
        org.Organization.CreateRole("another", ("prvReadLead", PrivilegeDepth.Basic));
        Assert.NotSame(first, facts.User(user));
    }

    [Fact]
    public void A_rollback_forgets_what_was_read_meanwhile()
    {
        using var org = new TestOrganization();
        var user = org.Organization.CreateUser("luc", org.Organization.CreateRoleFor(PrivilegeDepth.Basic, "Lead"));
        var platform = org.Organization.Platform;
        using (platform.Store.Begin())
        {
            platform.Store.Update(new Entity("systemuser", user) { ["isdisabled"] = true });
            Assert.True(platform.Facts.User(user).IsDisabled);
        }

        Assert.False(platform.Facts.User(user).IsDisabled);
    }
}
