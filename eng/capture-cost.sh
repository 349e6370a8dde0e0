#!/usr/bin/env bash
# Measures what capturing costs the writer, on a throw-away server with fsync on: bash eng/capture-cost.sh [rounds] [bare]
# Prints a table and name=value lines; "bare" leaves out the index that the tables have besides their key. PGCDC_PG_BIN names another PostgreSQL.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. eng/postgres.sh

require_dotnet
require_postgres
exec dotnet run --project tests/PgCdc.Sdk.CaptureCost -c Release -- "$@"
