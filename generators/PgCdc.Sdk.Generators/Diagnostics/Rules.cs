using Microsoft.CodeAnalysis;

namespace PgCdc.Sdk.Generators.Diagnostics;

/// <summary>What can be wrong with a captured class or a handler. An id never changes its meaning and is never used again.</summary>
internal static class Rules
{
    private const string Category = "PgCdc";
    private const string Help = "https://github.com/pgcdc/pgcdc-sdk/blob/main/docs/rules/";

    public static readonly DiagnosticDescriptor NoKey = new(
        "PGCDC0001",
        "A captured entity needs a key",
        "{0} has no key: mark a property with [Key], the class with [PrimaryKey], or name a property Id or {0}Id (a key that only OnModelCreating knows is not seen here)",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0001.md");

    public static readonly DiagnosticDescriptor UnsupportedType = new(
        "PGCDC0002",
        "A captured property's type cannot be decoded",
        "{0}.{1} is of type {2}, which cannot be decoded: {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0002.md");

    public static readonly DiagnosticDescriptor NoConstructor = new(
        "PGCDC0003",
        "A captured entity cannot be constructed",
        "{0} cannot be constructed: {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0003.md");

    public static readonly DiagnosticDescriptor HandlerForUncaptured = new(
        "PGCDC0004",
        "A handler's entity is not captured",
        "{0} handles changes of {1}, which is not captured: put [CaptureChanges] on {1}, or the handler is never called",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0004.md");

    public static readonly DiagnosticDescriptor EntityWithoutHandler = new(
        "PGCDC0005",
        "A captured entity has no handler",
        "{0} is captured, but no handler of this assembly handles its changes",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0005.md");

    public static readonly DiagnosticDescriptor GenericEntity = new(
        "PGCDC0006",
        "A captured entity cannot be generic",
        "{0} is generic, and a table has rows of one type: derive a class that is not, and capture that",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0006.md");

    public static readonly DiagnosticDescriptor InaccessibleEntity = new(
        "PGCDC0007",
        "A captured entity must be accessible in its assembly",
        "{0} is private, protected or local to its file, and generated code cannot name it: make it and the classes around it internal or public",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0007.md");

    public static readonly DiagnosticDescriptor StaticEntity = new(
        "PGCDC0008",
        "A captured entity must be a class of which there are instances",
        "{0} is static and no row becomes one: capture a class that a table is mapped to",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0008.md");

    public static readonly DiagnosticDescriptor UnknownKeyProperty = new(
        "PGCDC0009",
        "[PrimaryKey] names no mapped property",
        "[PrimaryKey] of {0} names '{1}', which is no mapped property of it: write nameof(...) of a public property",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0009.md");

    public static readonly DiagnosticDescriptor KeyNotComparable = new(
        "PGCDC0010",
        "A key's type cannot be compared by value",
        "{0}.{1} belongs to the key, but two values of {2} are equal only if they are the same object: use a type that compares by value, for example string or Guid",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0010.md");

    public static readonly DiagnosticDescriptor FloatingKey = new(
        "PGCDC0011",
        "A floating-point key may not be found again",
        "{0}.{1} belongs to the key and is of type {2}: floating-point numbers that print alike may differ, use decimal or an integer",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0011.md");

    public static readonly DiagnosticDescriptor KeyNotWritable = new(
        "PGCDC0012",
        "A key cannot be set",
        "{0}.{1} belongs to the key, but it has no setter, no backing field and no constructor parameter: add one, a private setter is enough",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0012.md");

    public static readonly DiagnosticDescriptor UnknownExcludedProperty = new(
        "PGCDC0013",
        "Exclude names no mapped property",
        "[CaptureChanges] of {0} excludes '{1}', which is no mapped property of it: write nameof(...) of a public property",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0013.md");

    public static readonly DiagnosticDescriptor KeyExcluded = new(
        "PGCDC0014",
        "A key cannot be excluded",
        "{0}.{1} belongs to the key and cannot be excluded: without it no one knows which row changed",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0014.md");

    public static readonly DiagnosticDescriptor ConstructorPropertyExcluded = new(
        "PGCDC0015",
        "A constructor's property cannot be excluded",
        "{0}.{1} is excluded, but the constructor asks for it: add a parameterless constructor (it may be private) or capture the property",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0015.md");

    public static readonly DiagnosticDescriptor NameTaken = new(
        "PGCDC0016",
        "A generated type's name is taken",
        "{1}, which is to be generated for {0}, is the name of {2} already: rename one of them",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0016.md");

    public static readonly DiagnosticDescriptor NoOperation = new(
        "PGCDC0017",
        "A captured entity needs an operation",
        "[CaptureChanges] of {0} captures no operation: leave Operations out to capture all, or remove the attribute",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0017.md");

    public static readonly DiagnosticDescriptor OperationNotCaptured = new(
        "PGCDC0018",
        "A handler's operation is not captured",
        "{0} handles {1}s of {2}, but [CaptureChanges] of {2} does not capture them: add ChangeOperations.{3}, or that method is never called",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0018.md");

    public static readonly DiagnosticDescriptor HandlerNotClass = new(
        "PGCDC0019",
        "A handler must be a class",
        "{0} is a struct, and handlers come from dependency injection: make it a class",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0019.md");

    public static readonly DiagnosticDescriptor HandlerNotAccessible = new(
        "PGCDC0020",
        "A handler must be accessible in its assembly",
        "{0} is private, protected or local to its file, and generated code cannot register it: make it and the classes around it internal or public",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0020.md");

    public static readonly DiagnosticDescriptor HandlerWithoutConstructor = new(
        "PGCDC0021",
        "A handler needs a public constructor",
        "{0} has no public constructor, and dependency injection calls no other: make one public",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0021.md");

    public static readonly DiagnosticDescriptor HandlerNotClosable = new(
        "PGCDC0022",
        "A generic handler must be open in its entity and nothing else",
        "{0} is generic but cannot be closed over the captured entities: give it one type parameter, and implement for example IOnInsert<T> with it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0022.md");

    public static readonly DiagnosticDescriptor HandlerWithoutEntity = new(
        "PGCDC0023",
        "A generic handler fits no captured entity",
        "{0} fits no captured entity: relax its constraints, or it is never called",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0023.md");

    public static readonly DiagnosticDescriptor DecoderMissing = new(
        "PGCDC0024",
        "A referenced entity has no decoder",
        "{0} handles changes of {1}, but assembly {2} was compiled without its decoder: reference PgCdc.Sdk there, so that the generator runs, and let this assembly see it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0024.md");

    public static readonly DiagnosticDescriptor AmbiguousEnumLabel = new(
        "PGCDC0026",
        "An enum's label stands for two members",
        "{0}.{1}: the text '{3}' stands for both {2}.{4} and {2}.{5} (a member's name, its [PgName] or its name in snake case): rename one, or give it another [PgName]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0026.md");

    public static readonly DiagnosticDescriptor UnfitDecoder = new(
        "PGCDC0028",
        "[DecodeWith] names no decoder of the property's type",
        "{0}.{1} cannot be read with {2} into {3}: {4}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0028.md");

    public static readonly DiagnosticDescriptor UnsentRead = new(
        "PGCDC0029",
        "A property that may not have come along is read without asking",
        "{0}.{1} may be a value that the update left out of line and the server did not send, and then holds the default of {2}: ask change.NotSent.{1} first, or capture {0} with ReplicaIdentity = CaptureReplicaIdentity.Full",
        Category, DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0029.md");

    public static readonly DiagnosticDescriptor UnknownIdentityProperty = new(
        "PGCDC0030",
        "ReplicaIdentityKey names no mapped property",
        "[CaptureChanges] of {0} names '{1}' in ReplicaIdentityKey, which is no mapped property of it: write nameof(...) of a public property",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0030.md");

    public static readonly DiagnosticDescriptor NullableIdentityProperty = new(
        "PGCDC0031",
        "A property of ReplicaIdentityKey can be null",
        "{0}.{1} belongs to ReplicaIdentityKey but can be null, and the server takes only columns that cannot: make it not nullable, or mark it [Required]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0031.md");

    public static readonly DiagnosticDescriptor UnclearIdentity = new(
        "PGCDC0032",
        "ReplicaIdentity and ReplicaIdentityKey do not fit together",
        "[CaptureChanges] of {0} {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Help + "PGCDC0032.md");
}
