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

        // A value type is boxed to become an object: the member stands under the conversion.
        var body = property.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : property.Body;

        return body is MemberExpression { Expression: ParameterExpression } member
            ? Exclude(member.Member.Name)
            : throw new ArgumentException($"'{property}' does not name a property; write it like 'x => x.Secret'.", nameof(property));
    }
}
