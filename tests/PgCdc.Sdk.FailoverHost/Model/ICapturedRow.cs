namespace PgCdc.Sdk.FailoverHost.Model;

/// <summary>What every captured row tells of itself: who wrote it last, and how many changes its key has seen.</summary>
public interface ICapturedRow
{
    Guid Tx { get; }

    /// <summary>1 at the first change of the key, one more at each, whatever table epochs, deletes and servers lie between.</summary>
    int Version { get; }

    /// <summary>Computed by the source from the two above; a decoded row with another one was not decoded right.</summary>
    string Text { get; }
}
