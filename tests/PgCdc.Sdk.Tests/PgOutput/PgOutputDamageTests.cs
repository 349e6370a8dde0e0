using CsCheck;
using PgCdc.Sdk.PgOutput;
using PgCdc.Sdk.Tests.Fixtures;

namespace PgCdc.Sdk.Tests.PgOutput;

/// <summary>Whatever arrives instead of a message ends in one kind of exception, at a bounded price.</summary>
public sealed class PgOutputDamageTests
{
    /// <summary>What an exception and a few small objects take.</summary>
    private const long MostBytes = 32 * 1024;

    /// <summary>What a message's smallest part, one byte, becomes: a slice, in a buffer that may be twice as large.</summary>
    private const long MostBytesForEach = 64;

    private static readonly Gen<byte> Tag = Gen.OneOf("BCORYIUDTM"u8.ToArray());

    [Fact]
    public void A_message_cut_off_anywhere_is_refused() => WireGen.Any.Sample(static message =>
    {
        for (var length = 0; length < message.Length; length += 1 + (message.Length / 500))
        {
            Assert.Throws<ProtocolException>(() => ParsedMessage.Parse(message[..length], new TupleFields(), new TupleFields()));
        }
    }, iter: 60);

    [Fact]
    public void A_message_with_bytes_behind_its_end_is_refused() => Gen.Select(WireGen.Any, Gen.Byte.Array[1, 20]).Sample(static (message, behind) =>
    {
        Assert.Throws<ProtocolException>(() => ParsedMessage.Parse([.. message, .. behind], new TupleFields(), new TupleFields()));
    }, iter: 500);

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
    public void A_damaged_message_allocates_no_more_than_its_own_length_accounts_for() => Gen.Select(WireGen.Any, Gen.Int[0, 200], Gen.Byte).Sample(
        static (message, place, value) =>
        {
            message[place % message.Length] = value;
            var before = GC.GetAllocatedBytesForCurrentThread();
            _ = IsReadOrRefused(message);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes + (MostBytesForEach * message.Length));
        }, iter: 2_000);

    [Theory]
    [InlineData('R')]
    [InlineData('I')]
    [InlineData('D')]
    public void A_claim_of_columns_that_did_not_come_allocates_nothing_for_them(char kind)
    {
        byte[] message = kind switch
        {
            'R' => WireMessage.Relation(7, "public", "items", 'd')[..^2],
            'I' => WireMessage.Insert(7)[..^2],
            _ => WireMessage.Delete(7, 'K')[..^2],
        };
        byte[] lying = [.. message, 1600 >> 8, 1600 & 0xFF];

        Assert.Contains("claims 1600 columns", Assert.Throws<ProtocolException>(() => ParsedMessage.Parse(lying, new TupleFields(), new TupleFields())).Message, StringComparison.Ordinal);
    }

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
