using System.Globalization;

namespace PgCdc.Sdk.FuzzHost.Recording;

/// <summary>A table of some of the types, and what is done to it.</summary>
/// <param name="Number">Which table.</param>
/// <param name="Types">Its columns' types.</param>
internal sealed record SampleTable(int Number, IReadOnlyList<SampleType> Types)
{
    public const string MessagePrefix = "fuzz";

    public string Name => string.Create(CultureInfo.InvariantCulture, $"sample{Number}");

    public string Publication => $"fuzz_{Name}";

    /// <summary>Every third way of identifying an old row.</summary>
    public char Identity => "dfi"[Number % 3];

    public IReadOnlyList<string> Columns => ["id", "touched", .. Types.Select(static (_, index) => string.Create(CultureInfo.InvariantCulture, $"c{index}"))];

    public IEnumerable<string> Definition()
    {
        yield return $"CREATE TABLE {Name} (id int8 PRIMARY KEY, touched int4, {string.Join(", ", Types.Select(static (type, index) => $"c{index} {type.Sql}"))})";
        yield return Identity switch
        {
            'f' => $"ALTER TABLE {Name} REPLICA IDENTITY FULL",
            'i' => $"ALTER TABLE {Name} REPLICA IDENTITY USING INDEX {Name}_pkey",
            _ => $"ALTER TABLE {Name} REPLICA IDENTITY DEFAULT",
        };
        yield return $"CREATE PUBLICATION {Publication} FOR TABLE {Name}";
    }

    /// <summary>The rows that are there when the log is recorded.</summary>
    public IEnumerable<string> Filling()
    {
        yield return $"INSERT INTO {Name} VALUES {string.Join(", ", Enumerable.Range(0, 3).Select(Row))}";
        yield return $"INSERT INTO {Name} (id) VALUES (4)";
    }

    /// <summary>Each statement is a transaction.</summary>
    public IEnumerable<string> Changes()
    {
        // Leaves out-of-line values as they are: these are not sent.
        yield return $"UPDATE {Name} SET touched = touched + 1 WHERE id <= 3";
        yield return $"UPDATE {Name} SET id = id + 100 WHERE id = 1";
        yield return $"UPDATE {Name} SET {string.Join(", ", Types.Select(static (type, index) => $"c{index} = {type.Literal(0)}"))} WHERE id >= 2";
        yield return $"WITH gone AS (DELETE FROM {Name} WHERE id = 3 RETURNING id) INSERT INTO {Name} SELECT id + 200, 0 FROM gone";
        yield return $"SELECT pg_logical_emit_message(true, '{MessagePrefix}', 'in a transaction')";
        yield return $"SELECT pg_logical_emit_message(false, '{MessagePrefix}', 'in none')";
        yield return $"ALTER TABLE {Name} ADD COLUMN added text DEFAULT 'x'";
        yield return $"INSERT INTO {Name} (id, added) VALUES (5, 'y')";
        yield return $"DELETE FROM {Name} WHERE id = 2";
        yield return $"TRUNCATE {Name} RESTART IDENTITY CASCADE";
        yield return $"INSERT INTO {Name} VALUES {Row(1)}";
    }

    private string Row(int row) => string.Create(
        CultureInfo.InvariantCulture, $"({row + 1}, {row}, {string.Join(", ", Types.Select(type => type.Literal(row)))})");
}
