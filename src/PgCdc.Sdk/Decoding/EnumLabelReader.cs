namespace PgCdc.Sdk.Decoding;

/// <summary>Finds an enum's member by its name or its PostgreSQL label; <see langword="null"/> where there is none.</summary>
/// <typeparam name="T">The enum.</typeparam>
public delegate T? EnumLabelReader<T>(ReadOnlySpan<char> label)
    where T : struct, Enum;
