using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace PgCdc.Sdk.Testing;

/// <summary>
/// Gives a copied, never started data folder an identity of its own, as <c>initdb</c> would have: two servers with one system
/// identifier would look like one cluster to replication. It stands in pg_control, under its checksum, and at the head of the
/// only log segment (ControlFileData in catalog/pg_control.h, XLogLongPageHeaderData in access/xlog_internal.h).
/// </summary>
internal static class SystemIdentifier
{
    private const int OffsetInSegment = 24;
    private const int SmallestControlData = 128;
    private const int LargestControlData = 512;

    /// <summary>Writes a new identifier; <see langword="false"/>, and nothing written, if the files do not look as expected.</summary>
    public static bool TryRenew(string dataFolder)
    {
        string controlFile = Path.Combine(dataFolder, "global", "pg_control");
        byte[] control = File.ReadAllBytes(controlFile);
        ulong old = BinaryPrimitives.ReadUInt64LittleEndian(control);
        string[] segments = Directory.GetFiles(Path.Combine(dataFolder, "pg_wal"));
        if (FindChecksum(control) is not { } checksum || segments is not [string segment])
        {
            return false;
        }

        using FileStream log = new(segment, FileMode.Open, FileAccess.ReadWrite);
        byte[] head = new byte[OffsetInSegment + sizeof(ulong)];
        log.ReadExactly(head);
        Span<byte> inSegment = head.AsSpan(OffsetInSegment);
        if (BinaryPrimitives.ReadUInt64LittleEndian(inSegment) != old)
        {
            return false;
        }

        ulong identifier = Create();
        BinaryPrimitives.WriteUInt64LittleEndian(inSegment, identifier);
        log.Position = 0;
        log.Write(head);
        BinaryPrimitives.WriteUInt64LittleEndian(control, identifier);
        BinaryPrimitives.WriteUInt32LittleEndian(control.AsSpan(checksum), ~Crc32C(uint.MaxValue, control.AsSpan(0, checksum)));
        File.WriteAllBytes(controlFile, control);
        return true;
    }

    /// <summary>Where the checksum stands differs by version: it is the first number that is the checksum of all before it.</summary>
    private static int? FindChecksum(ReadOnlySpan<byte> control)
    {
        uint crc = Crc32C(uint.MaxValue, control[..SmallestControlData]);
        for (int offset = SmallestControlData; offset < LargestControlData; offset += sizeof(uint))
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(control[offset..]) == ~crc)
            {
                return offset;
            }

            crc = Crc32C(crc, control.Slice(offset, sizeof(uint)));
        }

        return null;
    }

    private static uint Crc32C(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return crc;
    }

    /// <summary>As initdb does it: the seconds above, something that differs within one second below.</summary>
    private static ulong Create() =>
        ((ulong)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() << 32) | (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
}
