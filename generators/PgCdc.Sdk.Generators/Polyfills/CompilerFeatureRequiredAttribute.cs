namespace System.Runtime.CompilerServices;

/// <summary>Lets the compiler emit <c>required</c> members, which netstandard2.0 does not know.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    public string FeatureName { get; } = featureName;
}
