using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PgCdc.Sdk.FailoverHost.Model;

/// <summary>What the source's function row_text computes.</summary>
public static class RowText
{
#pragma warning disable CA5351 // The server's md5() is what the source calls; nothing is kept secret by it.
    public static string Of(Guid tx, int version) =>
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{tx:D}:{version}"))));
#pragma warning restore CA5351
}
