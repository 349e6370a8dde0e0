#!/usr/bin/env bash
# The failover proof: a primary and a standby under traffic, failover after failover, and in the end the comparison of what a consumer
# handled with what the surviving primary has. One line on standard output; the exit code is 1 where anything is wrong.
#   bash eng/failover.sh --rounds 20                 on the installed PostgreSQL
#   bash eng/failover.sh --rounds 20 --version 18    on another major version: 15, 16, 17 or 18
#   bash eng/failover.sh --rounds 20 --seed 4711     with the chances of a run before
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. eng/postgres.sh

configuration=Release
version=
arguments=("$@")
while [ $# -gt 0 ]; do
    case $1 in
        --rounds | --seed) [ $# -gt 1 ] || die "$1 needs a number." ;;
        --version) [ $# -gt 1 ] || die "--version needs a major version."; version=$2 ;;
        *) die "eng/failover.sh does not know '$1': it takes --rounds N, --version 15|16|17|18 and --seed S." ;;
    esac
    shift 2
done

# A server that somebody else runs is not ours to kill.
unset PGCDC_DSN PYPGCDC_DSN

require_dotnet
installed() { [ -n "$(find_postgres)" ] && "$(find_postgres)/postgres" --version | grep -q "(PostgreSQL) $1\b"; }
if [ -z "$version" ]; then
    require_postgres
elif [ -z "${PGCDC_PG_BINS:-}" ] && ! installed "$version"; then
    case $version in
        16) build=16.14.0-beta.17 ;;
        17) build=17.10.0-beta.17 ;;
        18) build=18.4.0-beta.17 ;;
        *) build= ;;
    esac
    if [ -n "$build" ]; then
        PGCDC_PG_BINS=$(bash eng/postgres-versions.sh "$build")
        export PGCDC_PG_BINS
    else
        require_postgres
    fi
fi
prefer_memory_for_servers

say "Building"
dotnet build tests/PgCdc.Sdk.FailoverHost -c "$configuration" -nologo -v quiet -clp:NoSummary >&2
exec dotnet "tests/PgCdc.Sdk.FailoverHost/bin/$configuration/net10.0/PgCdc.Sdk.FailoverHost.dll" rounds ${arguments[@]+"${arguments[@]}"}
