namespace PgCdc.Sdk.Dispatch;

/// <summary>A handler class and its place among the handlers of its entity.</summary>
internal sealed record HandlerRegistration(Type Handler, int Order);
