using Microsoft.EntityFrameworkCore;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>An entity with a column that may lie out of line.</summary>
public sealed class NoteModel(DbContextOptions<NoteModel> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    [CaptureChanges]
    public sealed class Note
    {
        public long Id { get; set; }

        public string? Text { get; set; }

        public int Stars { get; set; }
    }
}
