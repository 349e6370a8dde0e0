namespace PgCdc.Sdk.Checkpoints;

/// <summary>Widens the 32-bit transaction identifier of pgoutput to the 64 bits that never come again.</summary>
internal static class XidEpoch
{
    /// <summary>
    /// The 64-bit identifier that ends in <paramref name="xid"/> and lies nearest to <paramref name="reference"/>: PostgreSQL keeps all
    /// living identifiers within 2³¹ of each other
    /// (<see href="https://www.postgresql.org/docs/current/routine-vacuuming.html#VACUUM-FOR-WRAPAROUND">wraparound</see>).
    /// </summary>
    public static ulong Widen(uint xid, ulong reference)
    {
        var distance = unchecked((int)(xid - (uint)reference));
        return unchecked(reference + (ulong)(long)distance);
    }
}
