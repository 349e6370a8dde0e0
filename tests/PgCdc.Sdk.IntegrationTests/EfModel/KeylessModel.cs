using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>An entity without a key, which tells its whole old row instead.</summary>
public sealed class KeylessModel(DbContextOptions<KeylessModel> options) : DbContext(options)
{
    public DbSet<Reading> Readings => Set<Reading>();

    [Keyless]
    [CaptureChanges(ReplicaIdentity = CaptureReplicaIdentity.Full)]
    public sealed class Reading
    {
        public required string Sensor { get; set; }

        public double Value { get; set; }
    }
}
