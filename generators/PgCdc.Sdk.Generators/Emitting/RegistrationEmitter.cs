using System.Globalization;
using PgCdc.Sdk.Generators.Model;
using static PgCdc.Sdk.Generators.Emitting.GeneratedSource;

namespace PgCdc.Sdk.Generators.Emitting;

/// <summary>Writes the assembly's <c>AddGeneratedHandlers</c>.</summary>
internal static class RegistrationEmitter
{
    public const string HintName = "PgCdc.Registrations.g.cs";

    public static string Emit(RegistrationSpec registrations)
    {
        var calls = registrations.Decoders.Select(static decoder => $".AddEntity({decoder}.Instance)")
            .Concat(registrations.Handlers.Select(static handler =>
                $".AddHandler<{handler.Entity}, {handler.Handler}>({Order(handler.Order)})"))
            .ToArray();

        var writer = Begin("PgCdc.Sdk")
            .Line("/// <summary>The captured entities and the handlers of this assembly.</summary>")
            .Line(GeneratedCode)
            .Line("[global::Microsoft.CodeAnalysis.Embedded]")
            .Line("internal static class GeneratedHandlers")
            .Open()
            .Line("/// <summary>Adds every captured entity and every handler of this assembly.</summary>")
            .Line($"public static {Contracts}.PgCdcBuilder AddGeneratedHandlers(this {Contracts}.PgCdcBuilder builder) =>")
            .Indent();
        if (calls.Length == 0)
        {
            writer.Line("builder;");
        }
        else
        {
            writer.Line("builder").Indent();
            for (var index = 0; index < calls.Length; index++)
            {
                writer.Line(calls[index] + (index == calls.Length - 1 ? ";" : string.Empty));
            }

            writer.Outdent();
        }

        return writer.Outdent().Close().ToString();
    }

    private static string Order(int order) =>
        order == 0 ? string.Empty : "order: " + order.ToString(CultureInfo.InvariantCulture);
}
