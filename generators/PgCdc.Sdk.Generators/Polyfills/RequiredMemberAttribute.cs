namespace System.Runtime.CompilerServices;

/// <summary>Lets the compiler emit <c>required</c> members, which netstandard2.0 does not know.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
internal sealed class RequiredMemberAttribute : Attribute;
