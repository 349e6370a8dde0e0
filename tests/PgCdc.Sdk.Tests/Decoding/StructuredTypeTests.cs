using PgCdc.Sdk.Decoding;
using PgCdc.Sdk.Decoding.Fields;
using static PgCdc.Sdk.Tests.Decoding.FieldSamples;

namespace PgCdc.Sdk.Tests.Decoding;

/// <summary>Values that are made of several: what is read of them on real servers is held against Npgsql; here is what no server sends.</summary>
public sealed class StructuredTypeTests
{
    private const string Int = "00000004 00000001";

    private static readonly Dictionary<string, (FieldDecoder Decoder, uint Oid)> Types = new()
    {
        ["range"] = (FieldDecoders.RangeOf(FieldDecoders.Int32), PgTypeOids.Int4Range),
        ["text range"] = (FieldDecoders.RangeOf(FieldDecoders.Guid), Dynamic),
        ["multirange"] = (FieldDecoders.ArrayOf(FieldDecoders.RangeOf(FieldDecoders.Int32)), PgTypeOids.Int4Multirange),
        ["user's multirange"] = (FieldDecoders.ListOf(FieldDecoders.RangeOf(FieldDecoders.Int32)), Dynamic),
        ["int[,]"] = (FieldDecoders.Array2Of(FieldDecoders.Int32), PgTypeOids.Int4Array),
        ["int[,,]"] = (FieldDecoders.Array3OfNullable(FieldDecoders.Int32), PgTypeOids.Int4Array),
        ["point"] = (FieldDecoders.Point, PgTypeOids.Point),
        ["line"] = (FieldDecoders.Line, PgTypeOids.Line),
        ["lseg"] = (FieldDecoders.LineSegment, PgTypeOids.Lseg),
        ["box"] = (FieldDecoders.Box, PgTypeOids.Box),
        ["path"] = (FieldDecoders.Path, PgTypeOids.Path),
        ["polygon"] = (FieldDecoders.Polygon, PgTypeOids.Polygon),
        ["circle"] = (FieldDecoders.Circle, PgTypeOids.Circle),
        ["tsvector"] = (FieldDecoders.TsVector, PgTypeOids.Tsvector),
        ["tsquery"] = (FieldDecoders.TsQuery, PgTypeOids.Tsquery),
        ["hstore"] = (FieldDecoders.Hstore, Dynamic),
        ["hstore without NULLs"] = (FieldDecoders.RequiredHstore, Dynamic),
    };

    [Theory]
    [InlineData("range", "")]
    [InlineData("range", "01 00")]
    [InlineData("range", "20")]
    [InlineData("range", "02")]
    [InlineData("range", "02 " + Int)]
    [InlineData("range", "02 00000004 00000001 " + Int)]
    [InlineData("range", "12 7FFFFFFF 00000001")]
    [InlineData("range", "12 FFFFFFFF")]
    [InlineData("range", "12 " + Int + "00")]
    [InlineData("multirange", "")]
    [InlineData("multirange", "00000001")]
    [InlineData("multirange", "7FFFFFFF 00000001 18")]
    [InlineData("multirange", "FFFFFFFF")]
    [InlineData("multirange", "00000001 FFFFFFFF")]
    [InlineData("multirange", "00000001 00000001 18 00")]
    [InlineData("user's multirange", "00000001 00000009 18 00000000 00000000")]
    [InlineData("int[,]", "00000002 00000000 00000017 00000002 00000001 00000001 00000001 " + Int)]
    [InlineData("int[,]", "00000002 00000000 00000017 7FFFFFFF 00000001 7FFFFFFF 00000001 " + Int)]
    [InlineData("int[,]", "00000002 00000000 00000017 00000000 00000001 7FFFFFFF 00000001")]
    [InlineData("int[,]", "00000002 00000000 00000017 FFFFFFFF 00000001 FFFFFFFF 00000001 " + Int)]
    [InlineData("int[,]", "00000002 00000000 00000017 00000001 00000001")]
    [InlineData("int[,]", "00000002 00000000 00000019 00000001 00000001 00000001 00000001 " + Int)]
    [InlineData("int[,]", "00000001 00000000 00000017 00000001 00000001 " + Int)]
    [InlineData("int[,,]", "00000003 00000000 00000017 00010000 00000001 00010000 00000001 00010000 00000001 " + Int)]
    [InlineData("int[,,]", "00000006 00000000 00000017")]
    [InlineData("point", "3FF0000000000000")]
    [InlineData("point", "3FF0000000000000 3FF0000000000000 00")]
    [InlineData("line", "3FF0000000000000 3FF0000000000000")]
    [InlineData("lseg", "3FF0000000000000")]
    [InlineData("box", "")]
    [InlineData("circle", "3FF0000000000000 3FF0000000000000")]
    [InlineData("path", "02 00000000")]
    [InlineData("path", "01 7FFFFFFF")]
    [InlineData("path", "01 FFFFFFFF")]
    [InlineData("polygon", "00000002 3FF0000000000000 3FF0000000000000")]
    [InlineData("polygon", "00000000 00")]
    [InlineData("tsvector", "00000001 6162")]
    [InlineData("tsvector", "7FFFFFFF 6100 0000")]
    [InlineData("tsvector", "00000001 6100 7FFF")]
    [InlineData("tsvector", "00000001 6100 FFFF")]
    [InlineData("tsvector", "00000001 6100 0000 00")]
    [InlineData("tsvector", "00000001 FF00 0000")]
    [InlineData("tsquery", "00000001 01 00 00 61")]
    [InlineData("tsquery", "00000001 01 10 00 6100")]
    [InlineData("tsquery", "00000001 03 00")]
    [InlineData("tsquery", "00000001 02 01")]
    [InlineData("tsquery", "00000001 02 05 0000")]
    [InlineData("tsquery", "00000002 02 02 01 00 00 6100")]
    [InlineData("tsquery", "00000002 01 00 00 6100 01 00 00 6200")]
    [InlineData("tsquery", "7FFFFFFF 01 00 00 6100")]
    [InlineData("hstore", "00")]
    [InlineData("hstore", "7FFFFFFF 00000001 61 FFFFFFFF")]
    [InlineData("hstore", "00000001 FFFFFFFF 00000001 61")]
    [InlineData("hstore", "00000001 00000001 61 7FFFFFFF 61")]
    [InlineData("hstore", "00000002 00000001 61 FFFFFFFF 00000001 61 FFFFFFFF")]
    [InlineData("hstore", "00000000 00")]
    [InlineData("hstore without NULLs", "00000001 00000001 61 FFFFFFFF")]
    public void Bytes_that_lie_fail_and_allocate_nothing_by_their_lengths(string type, string hex)
    {
        var (decoder, oid) = Types[type];
        var bytes = Bytes(hex);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<DecodeException>(() => decoder.ReadObject(FieldOf(bytes, oid)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Theory]
    [InlineData("range", "")]
    [InlineData("range", "[1,2")]
    [InlineData("range", "1,2)")]
    [InlineData("range", "[1)")]
    [InlineData("range", "[1,2,3)")]
    [InlineData("range", "[1,2)x")]
    [InlineData("range", "[1,1)")]
    [InlineData("range", "[a,2)")]
    [InlineData("range", "[\"1,2)")]
    [InlineData("multirange", "{[1,2)")]
    [InlineData("multirange", "{[1,2),}")]
    [InlineData("multirange", "{[1,2)[3,4)}")]
    [InlineData("multirange", "{[1,2}")]
    [InlineData("multirange", "{1}")]
    [InlineData("int[,]", "{{1,2},{3}}")]
    [InlineData("int[,]", "{{1},{2,3}}")]
    [InlineData("int[,]", "{{1,2},{3,4},{5}}")]
    [InlineData("int[,]", "{{1,2},3}")]
    [InlineData("int[,]", "{{1,2}{3,4}}")]
    [InlineData("int[,]", "{{1,2},{3,4}}}")]
    [InlineData("int[,]", "{{1,2},{3,4}")]
    [InlineData("int[,]", "{{}}")]
    [InlineData("int[,]", "{1,2}")]
    [InlineData("int[,]", "{{{1}}}")]
    [InlineData("int[,]", "{{1},{NULL}}")]
    [InlineData("int[,,]", "{{{1},{2}},{{3}}}")]
    [InlineData("int[,,]", "{{{1},{2}},{3,4}}")]
    [InlineData("point", "(1)")]
    [InlineData("point", "(1,2")]
    [InlineData("point", "(1,2)3")]
    [InlineData("point", "(a,b)")]
    [InlineData("line", "{1,2}")]
    [InlineData("lseg", "[(1,2)]")]
    [InlineData("box", "(1,2)")]
    [InlineData("circle", "<(1,2)>")]
    [InlineData("path", "{(1,2)}")]
    [InlineData("path", "[(1,2))")]
    [InlineData("polygon", "((1,2),)")]
    [InlineData("tsvector", "'a")]
    [InlineData("tsvector", "'a':")]
    [InlineData("tsvector", "'a':99999999999")]
    [InlineData("tsquery", "'a' &")]
    [InlineData("tsquery", "'a' 'b'")]
    [InlineData("tsquery", "( 'a'")]
    [InlineData("tsquery", "'a' )")]
    [InlineData("tsquery", "'a")]
    [InlineData("tsquery", "'a' <99999> 'b'")]
    [InlineData("tsquery", "!")]
    [InlineData("hstore", "\"a\"")]
    [InlineData("hstore", "\"a\"=>")]
    [InlineData("hstore", "\"a\"=>\"b")]
    [InlineData("hstore", "\"a\"=>\"b\" \"c\"=>\"d\"")]
    [InlineData("hstore", "\"a\"=>\"b\\")]
    [InlineData("hstore", "a=>b")]
    public void Text_that_no_server_sends_fails(string type, string text)
    {
        var (decoder, oid) = Types[type];
        Assert.Throws<DecodeException>(() => decoder.ReadObject(FieldOf(PgEncoder.Utf8(text), oid, text: true)));
    }

    [Fact]
    public void A_users_range_and_multirange_are_told_from_an_array_by_their_values()
    {
        var ranges = FieldDecoders.ArrayOf(FieldDecoders.RangeOf(FieldDecoders.Int32));
        var expected = new NpgsqlTypes.NpgsqlRange<int>(1, true, 3, false);
        const string Range = "02 00000004 00000001 00000004 00000003";
        Assert.Equal([expected], ReadBinary(ranges, Dynamic, "00000001 00000011" + Range));
        Assert.Equal([expected], ReadBinary(ranges, Dynamic, "00000001 00000000 00004001 00000001 00000001 00000011" + Range));
        Assert.Equal([], ReadBinary(ranges, Dynamic, "00000000"));
        Assert.Equal([], ReadBinary(ranges, Dynamic, "00000000 00000000 00004001"));
        Assert.Equal([expected], ReadText(ranges, Dynamic, "{[1,3)}"));
        Assert.Equal([expected], ReadText(ranges, Dynamic, "{\"[1,3)\"}"));
    }

    [Fact]
    public void A_ranges_bound_in_quotes_is_read()
    {
        var range = ReadText(FieldDecoders.RangeOf(FieldDecoders.Char), Dynamic, "[\"\"\"\",\"\\\\\"]");
        Assert.Equal(('"', '\\'), (range.LowerBound, range.UpperBound));
    }

    [Fact]
    public void Boxes_have_semicolons_between_them()
    {
        var boxes = ReadText(FieldDecoders.ArrayOf(FieldDecoders.Box), PgTypeOids.BoxArray, "{(3,4),(1,2);(7,8),(5,6)}");
        Assert.Equal([new NpgsqlTypes.NpgsqlBox(4, 3, 2, 1), new NpgsqlTypes.NpgsqlBox(8, 7, 6, 5)], boxes);
        FailureOfText(FieldDecoders.ArrayOf(FieldDecoders.Box), PgTypeOids.BoxArray, "{(3,4),(1,2),(7,8),(5,6)}");
    }

    [Fact]
    public void A_position_in_an_array_is_read() => Assert.Equal(
        [new Lsn(0x16_B374D848), Lsn.Zero], ReadText(FieldDecoders.ArrayOf(FieldDecoders.Lsn), PgTypeOids.PgLsnArray, "{16/B374D848,0/0}"));

    [Fact]
    public void A_query_of_any_depth_takes_no_stack()
    {
        const int Depth = 100_000;
        var text = new string('!', Depth) + new string('(', Depth) + "'a'" + new string(')', Depth);
        Assert.NotNull(ReadText(FieldDecoders.TsQuery, PgTypeOids.Tsquery, text));
        FailureOfText(FieldDecoders.TsQuery, PgTypeOids.Tsquery, text + ")");
    }

    [Fact]
    public void Dimensions_are_read_in_the_order_of_the_server()
    {
        var cube = ReadText(FieldDecoders.Array3Of(FieldDecoders.Int32), PgTypeOids.Int4Array, "[0:1][1:2][5:7]={{{1,2,3},{4,5,6}},{{7,8,9},{10,11,12}}}");
        Assert.Equal((2, 2, 3), (cube.GetLength(0), cube.GetLength(1), cube.GetLength(2)));
        Assert.Equal((1, 6, 7, 12), (cube[0, 0, 0], cube[0, 1, 2], cube[1, 0, 0], cube[1, 1, 2]));
        Assert.Empty(ReadText(FieldDecoders.Array2Of(FieldDecoders.Int32), PgTypeOids.Int4Array, "{}"));
        Assert.Empty(ReadBinary(FieldDecoders.Array3Of(FieldDecoders.Int32), PgTypeOids.Int4Array, "00000000 00000000 00000017"));
    }
}
