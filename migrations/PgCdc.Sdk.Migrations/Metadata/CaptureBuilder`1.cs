using System.Linq.Expressions;

namespace PgCdc.Sdk.Migrations.Metadata;

/// <inheritdoc cref="CaptureBuilder"/>
/// <typeparam name="TEntity">The entity.</typeparam>
public sealed class CaptureBuilder<TEntity> : CaptureBuilder
    where TEntity : class
{
    internal CaptureBuilder(CaptureOptions options)
        : base(options)
    {
    }

    /// <inheritdoc cref="CaptureBuilder.Operations"/>
    public new CaptureBuilder<TEntity> Operations(ChangeOperations operations) => (CaptureBuilder<TEntity>)base.Operations(operations);

    /// <inheritdoc cref="CaptureBuilder.ReplicaIdentity"/>
    public new CaptureBuilder<TEntity> ReplicaIdentity(CaptureReplicaIdentity identity) => (CaptureBuilder<TEntity>)base.ReplicaIdentity(identity);

    /// <inheritdoc cref="CaptureBuilder.ReplicaIdentityKey"/>
    public new CaptureBuilder<TEntity> ReplicaIdentityKey(params string[] properties) => (CaptureBuilder<TEntity>)base.ReplicaIdentityKey(properties);

    /// <inheritdoc cref="CaptureBuilder.ReplicaIdentityKey"/>
    /// <param name="properties">The properties, as in <c>product => product.Code</c> or <c>product => new { product.Shop, product.Code }</c>.</param>
    public CaptureBuilder<TEntity> ReplicaIdentityKey(Expression<Func<TEntity, object?>> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);

        return ReplicaIdentityKey(
        [
            .. properties.Body is NewExpression several
                ? several.Arguments.Select(part => NameOf(part, properties, nameof(properties)))
                : [NameOf(properties.Body, properties, nameof(properties))],
        ]);
    }

    /// <inheritdoc cref="CaptureBuilder.WithoutLog"/>
    public new CaptureBuilder<TEntity> WithoutLog() => (CaptureBuilder<TEntity>)base.WithoutLog();

    /// <inheritdoc cref="CaptureBuilder.WithoutReplicatedChanges"/>
    public new CaptureBuilder<TEntity> WithoutReplicatedChanges() => (CaptureBuilder<TEntity>)base.WithoutReplicatedChanges();

    /// <inheritdoc cref="CaptureBuilder.Exclude"/>
    public new CaptureBuilder<TEntity> Exclude(params string[] properties) => (CaptureBuilder<TEntity>)base.Exclude(properties);

    /// <summary>Keeps a property's column inside the database: neither published nor logged.</summary>
    /// <param name="property">The property, as in <c>customer => customer.Secret</c>.</param>
    public CaptureBuilder<TEntity> Exclude(Expression<Func<TEntity, object?>> property)
    {
        ArgumentNullException.ThrowIfNull(property);

        return Exclude(NameOf(property.Body, property, nameof(property)));
    }

    private static string NameOf(Expression part, Expression whole, string parameter)
    {
        // A value type is boxed to become an object: the member stands under the conversion.
        var body = part is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : part;

        return body is MemberExpression { Expression: ParameterExpression } member
            ? member.Member.Name
            : throw new ArgumentException($"'{whole}' does not name a property; write it like 'x => x.Secret'.", parameter);
    }
}
