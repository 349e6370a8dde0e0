using CsCheck;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.PgOutput;

/// <summary>Whatever arrives instead of a message ends in one kind of exception, at a bounded price.</summary>
public sealed class PgOutputDamageTests
{
    /// <summary>The most columns, a slice for each in both tuples, names and an exception: far below what a lying length asks for.</summary>
    private const long MostBytes = 512 * 1024;

    private static readonly Gen<byte> Tag = Gen.OneOf("BCORYIUDTM"u8.ToArray());

    [Fact]
    public void A_message_cut_off_anywhere_is_refused() => WireGen.Any.Sample(static message =>
    {
        for (var length = 0; length < message.Length; length++)
        {
            Assert.Throws<ProtocolException>(() => ParsedMessage.Parse(message[..length], new TupleFields(), new TupleFields()));
        }
    }, iter: 60);

    [Fact]
    public void A_damaged_message_is_read_or_refused_and_nothing_else() => Gen.Select(WireGen.Any, Gen.Select(Gen.Int[0, 200], Gen.Byte).Array[1, 4]).Sample(
        static (message, damage) =>
        {
            var damaged = message.ToArray();
            foreach (var (place, value) in damage)
            {
                damaged[place % damaged.Length] = value;
            }

            return IsReadOrRefused(damaged);
        }, iter: 5_000);

    [Fact]
    public void Noise_is_read_or_refused_and_nothing_else() => Gen.Select(Tag, Gen.Byte.Array[0, 60]).Sample(
        static (tag, noise) => IsReadOrRefused([tag, .. noise]), iter: 5_000);

    [Fact]
    public void A_damaged_message_allocates_no_more_than_a_table_can_be_wide() => Gen.Select(WireGen.Any, Gen.Int[0, 200], Gen.Byte).Sample(
        static (message, place, value) =>
        {
            message[place % message.Length] = value;
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = IsReadOrRefused(message);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }, iter: 2_000);

    /// <summary>Every slice of what was read lies within the message.</summary>
    private static bool IsReadOrRefused(byte[] message)
    {
        var (old, @new) = (new TupleFields(), new TupleFields());
        try
        {
            _ = ParsedMessage.Parse(message, old, @new);
        }
        catch (ProtocolException)
        {
            return true;
        }

        return old.Fields.ToArray().Concat(@new.Fields.ToArray()).All(field => field.Offset >= 0 && field.Length >= 0 && field.Offset + field.Length <= message.Length);
    }
}
