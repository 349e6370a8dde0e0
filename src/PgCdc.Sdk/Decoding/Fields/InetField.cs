using NpgsqlTypes;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>inet</c> and <c>cidr</c> with the netmask.</summary>
internal sealed class InetField() : BuiltInField<NpgsqlInet>("inet or cidr", PgTypeOids.Inet, PgTypeOids.Cidr)
{
    public override NpgsqlInet Read(in Field field)
    {
        var (address, netmask) = InetFormat.Read(field);
        return new NpgsqlInet(address, netmask);
    }
}
