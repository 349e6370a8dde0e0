using System.Net;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>cidr</c>.</summary>
internal sealed class IPNetworkField() : BuiltInField<IPNetwork>("cidr", PgTypeOids.Cidr)
{
    public override IPNetwork Read(in Field field)
    {
        var (address, netmask) = InetFormat.Read(field);
        var network = new IPNetwork(address, netmask);
        if (!network.BaseAddress.Equals(address))
        {
            // .NET would clear them, and the value would be another.
            field.Fail("its cidr has bits to the right of its netmask");
        }

        return network;
    }
}
