using Microsoft.CodeAnalysis;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>Recognises the runtime among an assembly's references: what is generated needs it.</summary>
internal static class RuntimeReference
{
    private const string AssemblyName = "PgCdc.Sdk";

    public static bool Matches(MetadataReference reference) => reference switch
    {
        CompilationReference project => project.Compilation.AssemblyName == AssemblyName,
        _ => NameOf(reference.Display) == AssemblyName,
    };

    // The path's last part without .dll; Path would refuse what a display may hold.
    private static string NameOf(string? display)
    {
        var text = display ?? string.Empty;
        var file = text.Substring(text.LastIndexOfAny(['/', '\\']) + 1);
        return file.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? file.Substring(0, file.Length - 4) : file;
    }
}
