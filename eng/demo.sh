#!/usr/bin/env bash
# Runs the QuickStart sample: bash eng/demo.sh [--seconds N] [--crash | --failover] [--keep-slot]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. eng/postgres.sh

require_dotnet
require_postgres
exec dotnet run --project samples/QuickStart -c Release -- "$@"
