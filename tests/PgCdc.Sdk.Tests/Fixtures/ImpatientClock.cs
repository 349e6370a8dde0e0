using Microsoft.Extensions.Time.Testing;

namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>A clock on which every wait is over at once, and that remembers how long it would have taken.</summary>
internal sealed class ImpatientClock : FakeTimeProvider
{
    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero)
        {
            Waits.Add(dueTime);
            Advance(dueTime);
        }

        return timer;
    }
}
