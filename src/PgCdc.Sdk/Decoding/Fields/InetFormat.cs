using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PgCdc.Sdk.Decoding.Fields;

/// <summary>
/// inet_send, cidr_send: a byte each for the family (2 or 3), the netmask's bits, whether it is a cidr, and the address's length; then
/// the address (network.c). inet_out leaves out the netmask of a single address; cidr_out never does.
/// </summary>
internal static class InetFormat
{
    private const byte FamilyV4 = 2;
    private const byte FamilyV6 = 3;
    private const int LengthV4 = 4;
    private const int LengthV6 = 16;
    private const int BitsPerByte = 8;

    private static readonly SearchValues<byte> AddressCharacters = SearchValues.Create("0123456789abcdefABCDEF.:"u8);

    public static (IPAddress Address, byte Netmask) Read(in Field field) => field.IsText ? ReadText(field) : ReadBinary(field);

    /// <summary>The bits of a netmask that leaves one address.</summary>
    public static byte FullNetmask(IPAddress address) =>
        (byte)((address.AddressFamily == AddressFamily.InterNetwork ? LengthV4 : LengthV6) * BitsPerByte);

    private static (IPAddress Address, byte Netmask) ReadBinary(in Field field)
    {
        var cursor = new BinaryCursor(field, "an inet");
        var family = cursor.Byte();
        var netmask = cursor.Byte();
        _ = cursor.Byte();
        var length = cursor.Byte();
        if ((family, length) is not ((FamilyV4, LengthV4) or (FamilyV6, LengthV6)) || netmask > length * BitsPerByte)
        {
            field.Fail("the header of its inet is not one");
        }

        var address = new IPAddress(cursor.Take(length));
        cursor.End();
        return (address, netmask);
    }

    private static (IPAddress Address, byte Netmask) ReadText(in Field field)
    {
        var text = field.Bytes;
        var slash = text.IndexOf((byte)'/');
        var host = slash < 0 ? text : text[..slash];

        // .NET reads more than inet_out writes: scopes, hexadecimal and short forms.
        if (host.ContainsAnyExcept(AddressCharacters)
            || (!host.Contains((byte)':') && host.Count((byte)'.') != LengthV4 - 1)
            || !IPAddress.TryParse(Encoding.ASCII.GetString(host), out var address))
        {
            Fail(field);
            return default;
        }

        var netmask = FullNetmask(address);
        if (slash >= 0)
        {
            var bits = text[(slash + 1)..];
            if (!Utf8Parser.TryParse(bits, out byte given, out var consumed) || consumed != bits.Length || given > netmask)
            {
                Fail(field);
            }

            netmask = given;
        }

        return (address, netmask);
    }

    private static void Fail(in Field field) => FieldFaults.FailText(field, "an inet");
}
