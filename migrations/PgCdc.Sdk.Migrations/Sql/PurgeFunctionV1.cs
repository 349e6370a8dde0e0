using PgCdc.Sdk.Migrations.Schema;

namespace PgCdc.Sdk.Migrations.Sql;

/// <summary>
/// <c>purge_log(max_age, max_bytes)</c>: turns the ring on, and empties the slots that nobody needs any more.
/// </summary>
/// <remarks>
/// <para><b>What holds.</b> Every row of a sealed slot was written by a transaction whose xid is below the slot's <c>sealed_xid</c>. A capture
/// trigger runs after the row it logs was written, so its transaction has its xid before it reads which slot is current. Whoever read the old
/// slot read it before the switch, and the seal is an xid that was assigned after the switch. A sequence is the switch because its value does
/// not depend on a snapshot: a REPEATABLE READ writer reads the current slot too.</para>
/// <para><c>pg_current_xact_id()</c> would be wrong as the seal: <c>setval</c> itself gives the transaction its xid, and only then changes the
/// value, so that a younger writer may still read the old one. The seal is therefore the xid of a subtransaction that begins after the switch.</para>
/// <para>The switch survives a rollback and the seal does not: the next purge seals such a slot, later and so as correctly.</para>
/// <para><b>When a slot goes.</b> Once no transaction below its seal runs (no writer of it is left, so no lock is waited for), and either
/// every registered consumer's horizon has reached the seal, or a cap is exceeded. A reader in the middle of the log holds a lock: the slot
/// then stays until the next time.</para>
/// </remarks>
internal static class PurgeFunctionV1
{
    private const string Slot = $"{SchemaNames.Schema}.{SchemaNames.LogSlotTable}";
    private const string Reader = $"{SchemaNames.Schema}.{SchemaNames.LogReaderTable}";
    private const string Watermark = $"{SchemaNames.Schema}.{SchemaNames.LogWatermarkTable}";
    private const string Storage = $"{SchemaNames.Schema}.{SchemaNames.LogStorageView}";
    private const string Ring = $"{SchemaNames.Schema}.{SchemaNames.LogRing}";

    /// <summary>The key of the advisory lock: the bytes of "pgcdc_lo".</summary>
    private const string LockKey = "8099551737664203887";

    internal const string Signature = $"{SchemaNames.Schema}.{SchemaNames.PurgeLogFunction}(interval, bigint)";

    internal static string Create()
        => $"""
            CREATE OR REPLACE FUNCTION {SchemaNames.Schema}.{SchemaNames.PurgeLogFunction}(max_age interval DEFAULT NULL, max_bytes bigint DEFAULT NULL)
            RETURNS TABLE (live_bytes bigint, freed_bytes bigint, purged_below pg_catalog.xid8, lost text[])
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
            AS {SqlText.DollarQuoted(Body)};
            """;

    private static readonly string Body = $"""
        #variable_conflict use_column
        DECLARE
            snapshot pg_snapshot;
            handled xid8;
            sealed record;
            forced boolean;
            tables text;
            bytes bigint;
            current_slot smallint;
            next_slot smallint;
            unsealed smallint[];
            top_xid bigint;
            young_xid bigint;
        BEGIN
            live_bytes := (SELECT coalesce(sum(s.bytes), 0) FROM {Storage} s);
            freed_bytes := 0;
            lost := ARRAY[]::text[];
            -- Two would get in each other's way; one is enough.
            IF NOT pg_try_advisory_xact_lock({LockKey}) THEN
                purged_below := (SELECT w.purged_below FROM {Watermark} w);
                RETURN NEXT;
                RETURN;
            END IF;

            -- Without a reader, everything that has ended may go.
            snapshot := pg_current_snapshot();
            handled := least(pg_snapshot_xmin(snapshot), (SELECT r.horizon FROM {Reader} r ORDER BY r.horizon LIMIT 1));
            FOR sealed IN SELECT l.slot, l.sealed_xid, l.sealed_at FROM {Slot} l WHERE l.sealed_xid IS NOT NULL ORDER BY l.sealed_xid LOOP
                -- Of this one and all later ones, a writer may still be running.
                EXIT WHEN sealed.sealed_xid > pg_snapshot_xmin(snapshot);
                forced := sealed.sealed_xid > handled;
                EXIT WHEN forced
                    AND (max_bytes IS NULL OR live_bytes <= max_bytes)
                    AND (max_age IS NULL OR sealed.sealed_at >= clock_timestamp() - max_age);

                SELECT string_agg(s.slot_table::text, ', '), coalesce(sum(s.bytes), 0) INTO tables, bytes
                FROM {Storage} s WHERE s.slot = sealed.slot AND s.bytes > 0;
                IF tables IS NOT NULL THEN
                    BEGIN
                        EXECUTE 'LOCK TABLE ' || tables || ' IN ACCESS EXCLUSIVE MODE NOWAIT';
                        EXECUTE 'TRUNCATE ' || tables;
                    EXCEPTION WHEN lock_not_available THEN
                        EXIT;
                    END;
                END IF;

                UPDATE {Slot} l SET sealed_xid = NULL, sealed_at = NULL WHERE l.slot = sealed.slot;
                UPDATE {Watermark} w SET purged_below = greatest(w.purged_below, sealed.sealed_xid);
                freed_bytes := freed_bytes + bytes;
                live_bytes := live_bytes - bytes;
                IF forced THEN
                    lost := ARRAY(SELECT r.consumer FROM {Reader} r WHERE r.horizon < sealed.sealed_xid ORDER BY r.consumer);
                END IF;
            END LOOP;

            -- The switch, if there is somewhere to go. A sealed slot is not taken although it is empty: its seal would not fit the new rows.
            current_slot := pg_sequence_last_value('{Ring}'::regclass);
            IF EXISTS (SELECT FROM {Storage} s WHERE s.slot = current_slot AND s.bytes > 0) THEN
                SELECT l.slot INTO next_slot FROM {Slot} l
                WHERE l.slot <> current_slot AND l.sealed_xid IS NULL
                    AND NOT EXISTS (SELECT FROM {Storage} s WHERE s.slot = l.slot AND s.bytes > 0)
                ORDER BY (l.slot - current_slot + {SchemaNames.LogRingSlots}) % {SchemaNames.LogRingSlots}
                LIMIT 1;
                IF FOUND THEN
                    PERFORM setval('{Ring}'::regclass, next_slot);
                    current_slot := next_slot;
                END IF;
            END IF;

            -- The seal; also of what an aborted purge left, and of a slot that a dump brought from another cluster, whose numbers mean
            -- nothing here.
            unsealed := ARRAY(
                SELECT l.slot FROM {Slot} l
                WHERE l.slot <> current_slot
                    AND CASE WHEN l.sealed_xid IS NULL
                        THEN EXISTS (SELECT FROM {Storage} s WHERE s.slot = l.slot AND s.bytes > 0)
                        ELSE l.sealed_xid >= pg_snapshot_xmax(snapshot) END);
            IF cardinality(unsealed) > 0 THEN
                top_xid := pg_current_xact_id()::text::bigint;
                -- A block with an exception clause is a subtransaction, and gets its own xid with its first write: younger than the switch.
                BEGIN
                    UPDATE {Slot} l SET sealed_at = clock_timestamp() WHERE l.slot = ANY (unsealed) RETURNING l.xmin::text::bigint INTO young_xid;
                EXCEPTION WHEN others THEN
                    RAISE;
                END;
                -- The row shows its lower 32 bits only; it is younger than the transaction's own, and by less than a whole round.
                UPDATE {Slot} l SET sealed_xid = (top_xid + (young_xid - top_xid % 4294967296 + 4294967296) % 4294967296)::text::xid8
                WHERE l.slot = ANY (unsealed);
            END IF;
            UPDATE {Watermark} w SET purged_below = '0' WHERE w.purged_below >= pg_snapshot_xmax(snapshot);

            purged_below := (SELECT w.purged_below FROM {Watermark} w);
            RETURN NEXT;
        END
        """;
}
