using System;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;
using Smarketing.LocalDataverse.Query;
using Xunit;

namespace Smarketing.Tests.LocalDataverse.Query;

public sealed class UserTimeZonesTests
{
    [Fact]
    public void Every_code_is_a_zone_of_this_machine() => Assert.All(UserTimeZones.Codes, code => Assert.NotNull(UserTimeZones.Of(code)));

    [Theory]
    [InlineData(0, -12)]
    [InlineData(35, -5)]
    [InlineData(69, -3)]
    [InlineData(92, 0)]
    [InlineData(105, 1)]
    [InlineData(184, 5)]
    [InlineData(235, 9)]
    [InlineData(300, 13)]
    public void A_code_means_the_zone_the_platform_means(int code, int hours) => Assert.Equal(TimeSpan.FromHours(hours), UserTimeZones.Of(code).BaseUtcOffset);

    [Fact]
    public void A_code_that_is_none_faults_with_its_number() =>
        Assert.Contains("999", Assert.Throws<FaultException<OrganizationServiceFault>>(() => UserTimeZones.Of(999)).Message, StringComparison.Ordinal);
}
