using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

#pragma warning disable CS0618 // Npgsql 10 prefers IPNetwork and still maps this type.

/// <summary>Reads <c>cidr</c> into Npgsql's older type.</summary>
internal sealed class CidrField() : BuiltInField<NpgsqlCidr>("cidr", PgTypeOids.Cidr)
{
    public override NpgsqlCidr Read(in Field field)
    {
        var (address, netmask) = InetFormat.Read(field);
        return new NpgsqlCidr(address, netmask);
    }
}
