using Microsoft.EntityFrameworkCore;
using Npgsql;
using PgCdc.Sdk.FailoverHost.Model;

namespace PgCdc.Sdk.FailoverHost.Servers;

/// <summary>The captured tables, and beside them what gives each change of a row the next number.</summary>
internal static class SourceSchema
{
    private const string Before =
        """
        CREATE SEQUENCE note_ids;

        CREATE TABLE row_version (kind text, a bigint, b bigint, version integer NOT NULL, PRIMARY KEY (kind, a, b));

        CREATE FUNCTION row_text(tx uuid, version integer) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT md5(tx || ':' || version) $$;

        -- One writer at a time holds a key, whether it has a row or not: its numbers follow each other.
        CREATE FUNCTION hold(kind text, a bigint, b bigint) RETURNS integer LANGUAGE sql AS
        $$ INSERT INTO row_version AS held VALUES (kind, a, b, 0) ON CONFLICT ON CONSTRAINT row_version_pkey DO UPDATE SET version = held.version RETURNING version $$;

        CREATE FUNCTION bump(kind text, a bigint, b bigint) RETURNS integer LANGUAGE sql AS
        $$ UPDATE row_version AS held SET version = version + 1 WHERE held.kind = bump.kind AND held.a = bump.a AND held.b = bump.b RETURNING version $$;

        -- Does one thing to one row of one table, or nothing where the row is not as it needs to be; tells how many changes that makes.
        CREATE FUNCTION change(operation text, kind text, tx uuid, a bigint, b bigint, to_a bigint, to_b bigint) RETURNS integer LANGUAGE plpgsql AS $$
        DECLARE
            keys text[] := CASE WHEN kind = 'stock' THEN ARRAY['shelf', 'place'] ELSE ARRAY['id'] END;
            key text := CASE WHEN kind = 'stock' THEN format('(%s, %s)', a, b) ELSE format('(%s)', a) END;
            to_key text := CASE WHEN kind = 'stock' THEN format('(%s, %s)', to_a, to_b) ELSE format('(%s)', to_a) END;
            key_columns text := format('(%s)', array_to_string(keys, ', '));
            number integer;
            affected integer;
        BEGIN
            PERFORM hold(kind, a, b);
            IF operation = 'put' THEN
                number := bump(kind, a, b);
                EXECUTE format(
                    'INSERT INTO %I (%s, tx, version, text%s) VALUES (%s, $1, $2, row_text($1, $2)%s) ON CONFLICT %s DO UPDATE SET tx = excluded.tx, version = excluded.version, text = excluded.text',
                    kind, array_to_string(keys, ', '), CASE WHEN kind = 'accounts' THEN ', body' ELSE '' END, trim(both '()' from key),
                    CASE WHEN kind = 'accounts' THEN ', repeat(md5($1::text), 100)' ELSE '' END, key_columns) USING tx, number;
                RETURN 1;
            END IF;

            EXECUTE format('SELECT count(*) FROM %I WHERE %s = %s', kind, key_columns, key) INTO affected;
            IF affected = 0 THEN RETURN 0; END IF;

            IF operation = 'touch' THEN
                number := bump(kind, a, b);
                EXECUTE format('UPDATE %I SET tx = $1, version = $2, text = row_text($1, $2) WHERE %s = %s', kind, key_columns, key) USING tx, number;
                RETURN 1;
            ELSIF operation = 'drop' THEN
                PERFORM bump(kind, a, b);
                EXECUTE format('DELETE FROM %I WHERE %s = %s', kind, key_columns, key);
                RETURN 1;
            END IF;

            -- A changed key: a row goes and a row comes.
            PERFORM hold(kind, to_a, to_b);
            EXECUTE format('SELECT count(*) FROM %I WHERE %s = %s', kind, key_columns, to_key) INTO affected;
            IF affected > 0 THEN RETURN 0; END IF;
            PERFORM bump(kind, a, b);
            number := bump(kind, to_a, to_b);
            EXECUTE format(
                'UPDATE %I SET %s = ROW%s, tx = $1, version = $2, text = row_text($1, $2) WHERE %s = %s', kind, key_columns, to_key, key_columns, key) USING tx, number;
            RETURN 2;
        END $$;

        """;

    private const string After =
        """

        ALTER TABLE accounts ALTER COLUMN body SET STORAGE EXTERNAL;
        """;

    public static async Task CreateAsync(string connectionString)
    {
        await using var context = FailoverContext.Open(connectionString);
        var script = context.Database.GenerateCreateScript();
        // A model cannot say that a table is partitioned, and it must be before its triggers are made.
        var start = script.IndexOf("CREATE TABLE entries", StringComparison.Ordinal);
        var end = script.IndexOf(");", start, StringComparison.Ordinal);
        script = $"""
            {Before}{script[..end]}) PARTITION BY RANGE (id);
            CREATE TABLE entries_low PARTITION OF entries FOR VALUES FROM (MINVALUE) TO (50);
            CREATE TABLE entries_middle PARTITION OF entries FOR VALUES FROM (50) TO (100);
            CREATE TABLE entries_high PARTITION OF entries FOR VALUES FROM (100) TO (MAXVALUE);
            {script[(end + 2)..]}{After}
            """;
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(script);
        await command.ExecuteNonQueryAsync();
    }
}
