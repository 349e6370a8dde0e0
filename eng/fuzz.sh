#!/usr/bin/env bash
# Damages what a real server sent of many types, through every door, and feeds it to parser, binding and decoders: whatever the bytes are, they
# are read or refused with their position.
#   bash eng/fuzz.sh [--seconds N] [--seed S]    for N seconds (300); the same seed damages the same places
#   bash eng/fuzz.sh --replay FILE               feeds what a violation left under artifacts/fuzz again
# Prints how many inputs ended in what; ends with 1 at the first violation.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. eng/postgres.sh

require_dotnet
case " $* " in
    *" --replay "*) ;;
    *) require_postgres; prefer_memory_for_servers ;;
esac
exec dotnet run --project tests/PgCdc.Sdk.FuzzHost -c Release -v quiet -- "$@"
