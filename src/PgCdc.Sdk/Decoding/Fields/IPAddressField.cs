using System.Net;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>Reads <c>inet</c> of a single address; a netmask would be lost.</summary>
internal sealed class IPAddressField() : BuiltInField<IPAddress>("inet", PgTypeOids.Inet)
{
    public override IPAddress Read(in Field field)
    {
        var (address, netmask) = InetFormat.Read(field);
        if (netmask != InetFormat.FullNetmask(address))
        {
            FieldFaults.FailRange(field, "inet with a netmask", "an IPAddress; an NpgsqlInet holds it");
        }

        return address;
    }
}
