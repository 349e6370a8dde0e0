using Microsoft.CodeAnalysis;
using PgCdc.Sdk.Generators.Diagnostics;
using PgCdc.Sdk.Generators.Model;

namespace PgCdc.Sdk.Generators.Parsing;

/// <summary>
/// What was read of a class, with what is wrong with it. Positions live here and are dropped before anything is generated, so that
/// an edit above a class reports its findings again but re-emits nothing.
/// </summary>
/// <param name="Name">The class in full: also where it cannot be generated for.</param>
/// <param name="Spec">The class as values; <see langword="null"/> where an error keeps it from being generated for.</param>
/// <param name="Location">Where its name stands.</param>
/// <param name="Findings">What is wrong with it.</param>
internal sealed record Parsed<T>(string Name, T? Spec, Location Location, EquatableArray<Finding> Findings)
    where T : class;
