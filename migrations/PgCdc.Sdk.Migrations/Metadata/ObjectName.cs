using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PgCdc.Sdk.Migrations.Metadata;

/// <summary>Names that fit into the server's 63 bytes and stay the same for the same input.</summary>
internal static class ObjectName
{
    internal const int MaxBytes = 63;
    private const int HashLength = 8;

    /// <summary>Prefix and name, shortened with a hash where the server would cut them silently.</summary>
    internal static string Fit(string prefix, string name)
        => Encoding.UTF8.GetByteCount(prefix + name) <= MaxBytes ? prefix + name : Hashed(prefix, name, name);

    /// <summary>Prefix, as much of the name as fits, and a hash of what the name stands for.</summary>
    internal static string Hashed(string prefix, string name, string identity)
    {
        var room = MaxBytes - Encoding.UTF8.GetByteCount(prefix) - HashLength - 1;
        var kept = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            kept.Append(rune);
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(identity));

        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{kept}_{Convert.ToHexStringLower(hash)[..HashLength]}");
    }
}
