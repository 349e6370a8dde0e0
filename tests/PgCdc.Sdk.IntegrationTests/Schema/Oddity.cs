using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;

namespace PgCdc.Sdk.IntegrationTests.Schema;

/// <summary>A table whose every name needs quoting, and whose name would do harm without.</summary>
[CaptureChanges]
[Table(TableName, Schema = SchemaName)]
public sealed class Oddity
{
    public const string SchemaName = "Sch.ema 'of' \"quotes\"";
    public const string TableName = "x\"; DROP TABLE seen; -- 🙂";

    [Key]
    [Column("The \"Key\".of it")]
    public int Key { get; set; }

    [Column("größe 📏 in $1")]
    public string? Size { get; set; }

    [Column("select")]
    public int Select { get; set; }
}
