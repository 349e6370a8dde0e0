namespace PgCdc.Sdk.Binding;

/// <summary>What is known of an update's properties beside their values.</summary>
/// <param name="Changed">Those that changed.</param>
/// <param name="NotSent">Those that did not come.</param>
/// <param name="Refilled">Those that did not come and were read from the table.</param>
internal readonly record struct UpdateSets(PropertySet Changed, PropertySet NotSent, PropertySet Refilled);
