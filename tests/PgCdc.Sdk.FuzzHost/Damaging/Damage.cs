using System.Buffers.Binary;
using PgCdc.Sdk.FuzzHost.Recording;

namespace PgCdc.Sdk.FuzzHost.Damaging;

/// <summary>What can happen to bytes on their way: drawn from a seed alone, so that the same seed damages the same places.</summary>
internal sealed class Damage(Random random, IReadOnlyList<RecordedFrame> elsewhere)
{
    private const int MostWounds = 5;

    private static readonly byte[] Bytes = [0, 1, 0x7F, 0x80, 0xFF, .. "tbnuNKOIUDRYTBCM-+.{}\\\" 09:"u8];

    private static readonly int[] Lengths =
        [-1, -2, int.MinValue, int.MaxValue, 0, 1, 4, 1600, 1664, 1665, short.MaxValue, ushort.MaxValue, 0x0010_0000, 0x1000_0000, 0x7FFF_FFF0];

    private bool _valuesOnly;

    /// <summary>A damaged copy.</summary>
    public List<RecordedFrame> Apply(IReadOnlyList<RecordedFrame> frames)
    {
        var damaged = frames.ToList();

        // Most inputs stay frames of a well-formed stream, or nothing would get as far as the decoders.
        _valuesOnly = random.Next(3) > 0;
        for (var wounds = 1 + random.Next(MostWounds); wounds > 0 && damaged.Count > 0; wounds--)
        {
            Wound(damaged);
        }

        return damaged;
    }

    private void Wound(List<RecordedFrame> frames)
    {
        var index = random.Next(frames.Count);
        if (_valuesOnly)
        {
            // A frame without a value leaves its turn to the next one.
            for (var turn = 0; turn < frames.Count; turn++, index = (index + 1) % frames.Count)
            {
                if (ValuePlaces.In(frames[index]) is { Count: > 0 } places)
                {
                    frames[index] = frames[index] with { Payload = WithOtherValue(frames[index].Payload, places[random.Next(places.Count)]) };
                    return;
                }
            }
        }

        switch (random.Next(16))
        {
            case 0:
                frames.Insert(random.Next(frames.Count + 1), frames[index]);
                break;
            case 1:
                frames.RemoveAt(index);
                break;
            case 2:
                var other = random.Next(frames.Count);
                (frames[index], frames[other]) = (frames[other], frames[index]);
                break;
            case 3:
                // Of another table, another transaction, another door.
                frames.Insert(index, elsewhere[random.Next(elsewhere.Count)]);
                break;
            case 4:
                frames[index] = frames[index] with { Operation = "IUDTX\0"[random.Next(6)] };
                break;
            default:
                frames[index] = frames[index] with { Payload = WoundOf(frames[index].Payload) };
                break;
        }
    }

    private byte[] WoundOf(byte[] payload)
    {
        if (payload.Length == 0)
        {
            return Noise();
        }

        var at = random.Next(payload.Length);
        var copy = payload.ToArray();
        switch (random.Next(9))
        {
            case 0 or 1:
                copy[at] ^= (byte)(1 << random.Next(8));
                return copy;
            case 2:
                copy[at] = Bytes[random.Next(Bytes.Length)];
                return copy;
            case 3:
                return copy[..at];
            case 4:
                return [.. copy[..at], .. Noise(), .. copy[at..]];
            case 5:
                return [.. copy[..at], .. copy[Math.Min(copy.Length, at + 1 + random.Next(8))..]];
            case 6:
                var other = elsewhere[random.Next(elsewhere.Count)].Payload;
                return [.. copy[..at], .. other[random.Next(other.Length + 1)..]];
            default:
                Lie(copy);
                return copy;
        }
    }

    /// <summary>Damages a value and gives it the length that it then has.</summary>
    private byte[] WithOtherValue(byte[] payload, int at)
    {
        var value = payload.AsSpan(at + sizeof(int), BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(at))).ToArray();
        var other = WoundOf(value);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, other.Length);
        return [.. payload[..at], .. length, .. other, .. payload[(at + sizeof(int) + value.Length)..]];
    }

    /// <summary>Where a length or a count may stand: a number that fits into what follows it.</summary>
    private static List<int> LengthsIn(byte[] payload, int width)
    {
        var places = new List<int>();
        for (var at = 0; at + width <= payload.Length; at++)
        {
            var length = width == sizeof(short) ? BinaryPrimitives.ReadInt16BigEndian(payload.AsSpan(at)) : BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(at));
            if (length >= 0 && length <= payload.Length - at - width)
            {
                places.Add(at);
            }
        }

        return places;
    }

    /// <summary>Writes another number where a length or a count may stand.</summary>
    private void Lie(byte[] payload)
    {
        var width = random.Next(2) == 0 ? sizeof(short) : sizeof(int);
        var places = LengthsIn(payload, width);
        if (places.Count == 0)
        {
            return;
        }

        var place = payload.AsSpan(places[random.Next(places.Count)]);
        if (width == sizeof(short))
        {
            var lie = random.Next(2) == 0 ? BinaryPrimitives.ReadInt16BigEndian(place) + random.Next(-3, 4) : Lengths[random.Next(Lengths.Length)];
            BinaryPrimitives.WriteInt16BigEndian(place, unchecked((short)lie));
        }
        else
        {
            var lie = random.Next(2) == 0 ? BinaryPrimitives.ReadInt32BigEndian(place) + random.Next(-3, 4) : Lengths[random.Next(Lengths.Length)];
            BinaryPrimitives.WriteInt32BigEndian(place, lie);
        }
    }

    private byte[] Noise()
    {
        var noise = new byte[1 + random.Next(16)];
        random.NextBytes(noise);
        return noise;
    }
}
