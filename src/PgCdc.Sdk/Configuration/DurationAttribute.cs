using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace PgCdc.Sdk;

/// <summary>
/// Bounds of a <see cref="TimeSpan"/>, given in milliseconds; <see cref="RangeAttribute"/> would need reflection for it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute(double minimum, double maximum) : ValidationAttribute
{
    /// <summary>The least, in milliseconds.</summary>
    public double Minimum { get; } = minimum;

    /// <summary>The most, in milliseconds.</summary>
    public double Maximum { get; } = maximum;

    public override bool IsValid(object? value) =>
        value is TimeSpan duration && duration.TotalMilliseconds >= Minimum && duration.TotalMilliseconds <= Maximum;

    public override string FormatErrorMessage(string name) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name} must lie between {TimeSpan.FromMilliseconds(Minimum)} and {TimeSpan.FromMilliseconds(Maximum)}.");
}
