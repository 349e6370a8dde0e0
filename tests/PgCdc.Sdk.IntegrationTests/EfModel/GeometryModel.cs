using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace PgCdc.Sdk.IntegrationTests.EfModel;

/// <summary>
/// NetTopologySuite's geometries. PostGIS is not needed: what it sends of a geometry is EWKB, and so does a type here that has bytea's functions.
/// </summary>
public sealed class GeometryModel(DbContextOptions<GeometryModel> options) : DbContext(options)
{
    public const string Type =
        """
        CREATE TYPE ewkb;
        CREATE FUNCTION ewkb_in(cstring) RETURNS ewkb LANGUAGE internal IMMUTABLE STRICT AS 'byteain';
        CREATE FUNCTION ewkb_out(ewkb) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'byteaout';
        CREATE FUNCTION ewkb_recv(internal) RETURNS ewkb LANGUAGE internal IMMUTABLE STRICT AS 'bytearecv';
        CREATE FUNCTION ewkb_send(ewkb) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'byteasend';
        CREATE TYPE ewkb (INPUT = ewkb_in, OUTPUT = ewkb_out, RECEIVE = ewkb_recv, SEND = ewkb_send);
        """;

    public DbSet<Field> Fields => Set<Field>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Field>(field =>
    {
        field.Property(row => row.Gate).HasColumnType("ewkb").HasConversion(static point => new PostGisWriter().Write(point), static bytes => (Point)new PostGisReader().Read(bytes));
        field.Property(row => row.Border).HasColumnType("ewkb").HasConversion(static border => new PostGisWriter().Write(border!), static bytes => new PostGisReader().Read(bytes));
    });

    [CaptureChanges]
    public sealed class Field
    {
        public long Id { get; set; }

        public required Point Gate { get; set; }

        public Geometry? Border { get; set; }

        public override string ToString() => $"{Id} {Gate.SRID} {Gate.AsText()} {Border?.AsText()}";
    }
}
