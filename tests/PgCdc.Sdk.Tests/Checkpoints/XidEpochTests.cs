using CsCheck;
using PgCdc.Sdk.Checkpoints;

namespace PgCdc.Sdk.Tests.Checkpoints;

public sealed class XidEpochTests
{
    private const ulong Epoch = 1UL << 32;

    [Theory]
    [InlineData(750u, 800, 750)]
    [InlineData(850u, 800, 850)]
    [InlineData(uint.MaxValue, Epoch, Epoch - 1)]
    [InlineData(0u, Epoch - 1, Epoch)]
    [InlineData(3u, Epoch - 1, Epoch + 3)]
    [InlineData(uint.MaxValue - 10, Epoch + 10, Epoch - 11)]
    [InlineData(5u, (7 * Epoch) + 3, (7 * Epoch) + 5)]
    [InlineData(5u, (7 * Epoch) - 3, (7 * Epoch) + 5)]
    [InlineData(uint.MaxValue, (7 * Epoch) + 3, (7 * Epoch) - 1)]
    [InlineData((uint)int.MaxValue, Epoch, Epoch + int.MaxValue)]
    public void An_identifier_lies_nearest_to_the_reference(uint xid, ulong reference, ulong wide) =>
        Assert.Equal(wide, XidEpoch.Widen(xid, reference));

    [Fact]
    public void Every_identifier_within_two_billion_of_the_reference_is_found_again() =>
        Gen.Select(Gen.ULong[Epoch, 1UL << 62], Gen.Long[int.MinValue + 1, int.MaxValue]).Sample(static (reference, distance) =>
        {
            var wide = (ulong)((long)reference + distance);
            return XidEpoch.Widen((uint)wide, reference) == wide;
        }, iter: 10_000);

    [Fact]
    public void Identifiers_around_an_epochs_border_are_found_again_from_both_sides() =>
        Gen.Select(Gen.ULong[1, 1UL << 20], Gen.Int[-1_000, 1_000], Gen.Int[-1_000, 1_000]).Sample(static (epoch, near, far) =>
        {
            var border = (long)(epoch << 32);
            return XidEpoch.Widen((uint)(border + near), (ulong)(border + far)) == (ulong)(border + near);
        }, iter: 10_000);
}
