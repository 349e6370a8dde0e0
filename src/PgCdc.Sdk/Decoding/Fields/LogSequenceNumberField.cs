using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>pg_lsn</c> into Npgsql's type.</summary>
internal sealed class LogSequenceNumberField() : BuiltInField<NpgsqlLogSequenceNumber>("pg_lsn", PgTypeOids.PgLsn)
{
    public override NpgsqlLogSequenceNumber Read(in Field field) => new(LsnFormat.Read(field));
}
