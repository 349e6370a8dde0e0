using PgCdc.Sdk.Decoding;

namespace PgCdc.Sdk.Tests.Decoding;

/// <summary>What the start-up check asks of a column whose type's identifier says nothing.</summary>
public sealed class TypeKindTests
{
    [Fact]
    public void A_kind_is_read_only_by_what_can_hold_it()
    {
        Assert.Equal([TypeKind.Base, TypeKind.Enum], KindsOf(FieldDecoders.String));
        Assert.Equal([TypeKind.Base, TypeKind.Enum], KindsOf(FieldDecoders.Enum<DayOfWeek>(number => (DayOfWeek)number, _ => null)));
        Assert.Equal([TypeKind.Base], KindsOf(FieldDecoders.Int32));
        Assert.Equal([TypeKind.Array], KindsOf(FieldDecoders.ArrayOf(FieldDecoders.String)));
        Assert.Equal([TypeKind.Range], KindsOf(FieldDecoders.RangeOf(FieldDecoders.Int32)));
        Assert.Equal([TypeKind.Multirange, TypeKind.Array], KindsOf(FieldDecoders.ListOf(FieldDecoders.RangeOf(FieldDecoders.Int32))));
    }

    private static IEnumerable<TypeKind> KindsOf(FieldDecoder decoder) => Enum.GetValues<TypeKind>().Where(decoder.AcceptsKind);
}
