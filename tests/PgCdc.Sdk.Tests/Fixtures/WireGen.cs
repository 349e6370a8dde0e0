using System.Text;
using CsCheck;
using PgCdc.Sdk.PgOutput.Messages;

namespace PgCdc.Sdk.Tests.Fixtures;

/// <summary>Random pgoutput messages.</summary>
internal static class WireGen
{
    /// <summary>Names as a database can have them: any characters but the zero that ends them, of one to four bytes.</summary>
    public static Gen<string> Name { get; } = Gen.OneOf(Gen.Int[1, 0x7F], Gen.Int[0x80, 0x7FF], Gen.Int[0x800, 0xFFFF], Gen.Int[0x10000, 0x10FFFF])
        .Where(Rune.IsValid)
        .Array[0, 20]
        .Select(static characters => string.Concat(characters.Select(static character => new Rune(character).ToString())));

    /// <summary>As many columns as a table can have, few of them more often.</summary>
    public static Gen<int> Width { get; } = Gen.Frequency((9, Gen.Int[0, 40]), (1, Gen.Int[0, 1600]));

    /// <summary>Times that both PostgreSQL and .NET can hold.</summary>
    public static Gen<long> Microseconds { get; } = Gen.Long[-60_000_000_000_000_000, 250_000_000_000_000_000];

    public static Gen<WireField> Field { get; } = Gen.OneOf(
        Gen.Const(WireField.Null),
        Gen.Const(WireField.Unchanged),
        Gen.Byte.Array[0, 40].Select(static bytes => new WireField('t', bytes)),
        Gen.Byte.Array[0, 40].Select(static bytes => new WireField('b', bytes)));

    public static Gen<WireField[]> Tuple { get; } = Field.Array[Width];

    public static Gen<WireColumn> Column { get; } = Gen.Select(
        Name, Gen.UInt, Gen.Bool, Gen.Int, static (name, oid, isKey, modifier) => new WireColumn(name, oid, isKey, modifier));

    public static Gen<char> OldMarker { get; } = Gen.OneOf((char)OldTuple.Key, (char)OldTuple.Full);

    public static Gen<byte[]> Begin { get; } = Gen.Select(Gen.ULong, Microseconds, Gen.UInt, WireMessage.Begin);

    public static Gen<byte[]> Commit { get; } = Gen.Select(Gen.ULong, Gen.ULong, Microseconds, WireMessage.Commit);

    public static Gen<byte[]> Relation { get; } = Gen.Select(
        Gen.UInt, Name, Name, Column.Array[Width], static (id, schema, table, columns) => WireMessage.Relation(id, schema, table, 'd', columns));

    public static Gen<byte[]> Type { get; } = Gen.Select(Gen.UInt, Name, Name, WireMessage.Type);

    public static Gen<byte[]> Insert { get; } = Gen.Select(Gen.UInt, Tuple, static (id, row) => WireMessage.Insert(id, row));

    public static Gen<byte[]> Update { get; } = Gen.Select(
        Gen.UInt, Tuple, Gen.Bool, OldMarker, Tuple, static (id, row, hasOld, marker, old) => WireMessage.Update(id, row, hasOld ? marker : null, old));

    public static Gen<byte[]> Delete { get; } = Gen.Select(Gen.UInt, OldMarker, Tuple, static (id, marker, old) => WireMessage.Delete(id, marker, old));

    public static Gen<byte[]> Truncate { get; } = Gen.Select(
        Gen.Byte[0, 3], Gen.UInt.Array[0, 10], static (options, ids) => WireMessage.Truncate(options, ids));

    public static Gen<byte[]> Logical { get; } = Gen.Select(Gen.Bool, Gen.ULong, Name, Gen.Byte.Array[0, 200], WireMessage.Logical);

    /// <summary>A message of any kind that the parser reads.</summary>
    public static Gen<byte[]> Any { get; } = Gen.OneOf(Begin, Commit, Relation, Type, Insert, Update, Delete, Truncate, Logical);
}
