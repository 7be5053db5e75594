using System;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Smarketing.Crm.Dataverse.Tables;
using Smarketing.Tests.Plugins.House;

namespace Smarketing.Tests.Plugins.Agreements;

/// <summary>A house with people of every role, in which agreements are signed as they are in life.</summary>
public sealed class SigningHouse : CrmHouse
{
    private int users;

    public SigningHouse(int language = English)
        : base(language)
    {
        Marketer = User("Smarketing Marketing");
        Manager = User("Smarketing Sales Manager");
    }

    /// <summary>Somebody who may sign for marketing.</summary>
    public Guid Marketer { get; }

    /// <summary>Somebody who may sign for sales.</summary>
    public Guid Manager { get; }

    /// <summary>A new user with roles of the solution.</summary>
    public Guid User(params string[] roles) => Organization.CreateUser($"person{users++}", [.. roles.Select(Organization.RoleNamed)]);

    public IOrganizationService As(Guid user) => Organization.CreateService(user);

    /// <summary>A draft that says everything, valid for this year.</summary>
    public Guid Draft(Guid? model = null, Action<Agreement>? change = null) => Make.Agreement(model ?? Make.Model(), agreement =>
    {
        Whole(agreement);
        change?.Invoke(agreement);
    });

    public static void Whole(Agreement agreement)
    {
        agreement.AcceptMinutes = 60;
        agreement.FirstTouchMinutes = 240;
        agreement.FollowUpAttempts = 4;
        agreement.FollowUpMinutes = 2400;
        agreement.DispositionMinutes = 4800;
        agreement.HandlingTarget = 90;
        agreement.AcceptanceTarget = 70;
        agreement.MeetingTarget = 40;
        agreement.ReviewOn = new DateTime(2026, 12, 1);
        agreement.ValidUntil = new DateTime(2026, 12, 31);
    }

    public OrganizationResponse Sign(Guid user, Guid agreement, Side? side = null)
    {
        var request = new OrganizationRequest("smk_SignAgreement") { ["Target"] = new EntityReference(Agreement.EntityLogicalName, agreement) };
        if (side is not null)
            request["Side"] = (int)side;
        return As(user).Execute(request);
    }

    /// <summary>A draft signed by both sides.</summary>
    public Guid InForce(Guid? model = null, Action<Agreement>? change = null)
    {
        var id = Draft(model, change);
        Sign(Marketer, id);
        Sign(Manager, id);
        return id;
    }

    public Guid DraftNext(Guid user, Guid agreement) => (Guid)As(user).Execute(
        new OrganizationRequest("smk_DraftNextAgreement") { ["Target"] = new EntityReference(Agreement.EntityLogicalName, agreement) })["AgreementId"];

    public Agreement Of(Guid id) => Row<Agreement>(Agreement.EntityLogicalName, id);

    public AgreementStatus? StatusOf(Guid id) => Of(id).StatusCode;

    /// <summary>Sweeps once, by one task or all, and tells how many pieces were done.</summary>
    public int Sweep(string? task = null, int limit = 200, Guid? user = null)
    {
        var request = new OrganizationRequest("smk_RunSweep") { ["Limit"] = limit };
        if (task is not null)
            request["Task"] = task;
        return (int)(user is { } who ? As(who) : Service).Execute(request)["Done"];
    }

    /// <summary>Open alerts of a kind.</summary>
    public Alert[] Alerts(AlertKind kind) =>
        [.. Rows<Alert>(Alert.EntityLogicalName, Alert.Columns.Kind, (int)kind).Where(alert => alert.HealedOn is null)];
}
