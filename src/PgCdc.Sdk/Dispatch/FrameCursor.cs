using PgCdc.Sdk.Wal;

namespace PgCdc.Sdk.Dispatch;

/// <summary>Walks the blocks of a source frame by frame, with a look at the next one.</summary>
internal sealed class FrameCursor(IWalSource source)
{
    private WalBlock? _block;
    private int _next;

    /// <summary>Gets the next frame without stepping over it; only if it has already come.</summary>
    public bool TryPeek(out WalFrame frame)
    {
        while (_block is null || _next >= _block.Count)
        {
            if (!source.TryRead(out var block))
            {
                frame = default;
                return false;
            }

            _block = block;
            _next = 0;
        }

        frame = _block[_next];
        return true;
    }

    /// <summary>Waits for the next frame, without stepping over it.</summary>
    public async ValueTask<WalFrame> PeekAsync(CancellationToken cancellationToken)
    {
        while (_block is null || _next >= _block.Count)
        {
            _block = null;
            _block = await source.ReadAsync(cancellationToken).ConfigureAwait(false);
            _next = 0;
        }

        return _block[_next];
    }

    /// <summary>Steps over the frame that was looked at.</summary>
    public void Advance() => _next++;
}
