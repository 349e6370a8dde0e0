using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PgCdc.Sdk.EntityFrameworkCore.Mapping;

/// <summary>Compiles what makes an owned or complex type of its members' values: with the constructor and the members that EF uses.</summary>
internal static class StructureFactory
{
    private static readonly MethodInfo SetField = typeof(FieldInfo).GetMethod(nameof(FieldInfo.SetValue), [typeof(object), typeof(object)])!;
    private static readonly MethodInfo SetProperty = typeof(PropertyInfo).GetMethod(nameof(PropertyInfo.SetValue), [typeof(object), typeof(object)])!;

    /// <summary>The factory; <see langword="null"/> where EF itself makes the type in a way that cannot be followed.</summary>
    /// <param name="type">The type.</param>
    /// <param name="members">The members whose values the factory is given, in this order; null becomes the member's default.</param>
    public static Func<object?[], object>? Compile(ITypeBase type, IReadOnlyList<IPropertyBase> members)
    {
        if (FindConstructor(type, members) is not (var constructor, var consumed))
        {
            return null;
        }

        var values = Expression.Parameter(typeof(object?[]), "values");
        var arguments = constructor?.GetParameters().Select((parameter, index) => ValueOf(values, consumed[index], parameter.ParameterType)) ?? [];
        var structure = Expression.Variable(type.ClrType, "structure");
        var boxed = Expression.Variable(typeof(object), "boxed");
        var assigned = new List<Expression>
        {
            Expression.Assign(structure, constructor is null ? Expression.New(type.ClrType) : Expression.New(constructor, arguments)),
        };
        var late = new List<Expression>();
        for (var index = 0; index < members.Count; index++)
        {
            if (consumed.Contains(index))
            {
                continue;
            }

            var member = members[index].GetMemberInfo(forMaterialization: true, forSet: true);
            switch (member)
            {
                case FieldInfo { IsInitOnly: true } field:
                    late.Add(Expression.Call(Expression.Constant(field), SetField, boxed, Boxed(ValueOf(values, index, field.FieldType))));
                    break;
                case PropertyInfo property when property.SetMethod is null:
                    return null;
                case PropertyInfo property when property.DeclaringType != type.ClrType && property.SetMethod is { IsPrivate: true }:
                    late.Add(Expression.Call(Expression.Constant(property), SetProperty, boxed, Boxed(ValueOf(values, index, property.PropertyType))));
                    break;
                default:
                    var access = Expression.MakeMemberAccess(structure, member);
                    assigned.Add(Expression.Assign(access, ValueOf(values, index, access.Type)));
                    break;
            }
        }

        // What is read-only to code is set on the boxed value, as EF does.
        return Expression.Lambda<Func<object?[], object>>(
            Expression.Block([structure, boxed], [.. assigned, Expression.Assign(boxed, Boxed(structure)), .. late, boxed]), values).Compile();
    }

    /// <summary>The constructor, none for a struct's own, with the member that each parameter takes.</summary>
    private static (ConstructorInfo? Constructor, IReadOnlyList<int> Consumed)? FindConstructor(ITypeBase type, IReadOnlyList<IPropertyBase> members)
    {
        if (type.ConstructorBinding is ConstructorBinding { ParameterBindings: var bindings } binding)
        {
            var consumed = bindings
                .Select(parameter => parameter.ConsumedProperties is [var only] ? IndexOf(members, only) : -1)
                .ToArray();
            return Array.IndexOf(consumed, -1) < 0 ? (binding.Constructor, consumed) : null;
        }

        // A proxy is made by a factory; the class behind it serves as well.
        var own = type.ClrType.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []);
        return own is not null || type.ClrType.IsValueType ? (own, []) : null;
    }

    private static int IndexOf(IReadOnlyList<IPropertyBase> members, IPropertyBase sought)
    {
        for (var index = 0; index < members.Count; index++)
        {
            if (members[index] == sought)
            {
                return index;
            }
        }

        return -1;
    }

    private static ConditionalExpression ValueOf(ParameterExpression values, int index, Type type)
    {
        var value = Expression.ArrayIndex(values, Expression.Constant(index));
        return Expression.Condition(Expression.ReferenceEqual(value, Expression.Constant(null)), Expression.Default(type), Expression.Convert(value, type));
    }

    private static UnaryExpression Boxed(Expression value) => Expression.Convert(value, typeof(object));
}
