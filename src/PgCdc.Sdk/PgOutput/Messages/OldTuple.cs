namespace PgCdc.Sdk.PgOutput.Messages;

/// <summary>What an update or a delete brings along of the old row.</summary>
internal enum OldTuple : byte
{
    /// <summary>Nothing: an insert, or an update that left the key alone.</summary>
    None = 0,

    /// <summary>The columns of the replica identity; the others are NULL there and mean nothing.</summary>
    Key = (byte)'K',

    /// <summary>The whole row, by replica identity full.</summary>
    Full = (byte)'O',
}
