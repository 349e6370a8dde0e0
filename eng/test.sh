#!/usr/bin/env bash
# Builds everything once and runs every test project; the last line has the runners' counts.
#   bash eng/test.sh                 everything, on a real PostgreSQL that it gets by itself
#   bash eng/test.sh --fast          only tests that need no server
#   bash eng/test.sh --filter Text   only tests whose class or method name contains Text
#   bash eng/test.sh --format        checks the code's format as well
# PGCDC_TEST_JOBS says how many test projects run at a time (2).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. eng/postgres.sh

configuration=Release
results=artifacts/test-results
jobs=${PGCDC_TEST_JOBS:-2}
fast=
format=
selection=()
while [ $# -gt 0 ]; do
    case $1 in
        --fast) fast=1; selection+=(-trait- Needs=Postgres) ;;
        --format) format=1 ;;
        --filter) [ $# -gt 1 ] || die "--filter needs a text."; selection+=(-method "*$2*"); shift ;;
        *) die "eng/test.sh does not know '$1': it takes --fast, --format and --filter Text." ;;
    esac
    shift
done

# Every way out from here on ends with the counts.
passed=0 failed=0 skipped=0
finish() { printf '%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"; exit "$1"; }

require_dotnet
if [ -z "$fast" ]; then require_postgres; prefer_memory_for_servers; fi

echo "Building"
if ! dotnet build PgCdc.Sdk.sln -c "$configuration" -nologo -v quiet -clp:NoSummary; then
    echo "The build failed: no test was run."
    finish 1
fi

status=0
if [ -n "$format" ]; then
    echo "Checking the format"
    # In the configuration that was built: the generator is loaded from there.
    if ! Configuration=$configuration dotnet format PgCdc.Sdk.sln --verify-no-changes --no-restore; then
        echo "The code's format is not clean: run 'dotnet format'."
        status=1
    fi
fi

# A test project is one whose output has xunit's runner; the others are programs that tests start.
projects=()
for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj)
    output="tests/$name/bin/$configuration/net10.0"
    if [ -e "$output/xunit.v3.runner.inproc.console.dll" ]; then projects+=("$name"); fi
done

rm -rf "$results"
mkdir -p "$results"

run_project() {
    local name=$1 start=$SECONDS code=0
    # Through 'dotnet', so that an SDK in an unusual place finds its runtime.
    dotnet "tests/$name/bin/$configuration/net10.0/$name.dll" -noLogo -noColor -xml "$results/$name.xml" \
        ${selection[@]+"${selection[@]}"} > "$results/$name.log" 2>&1 < /dev/null || code=$?
    printf '%s\n' "$code" > "$results/$name.code"
    echo "Ran $name in $((SECONDS - start)) s"
}

running=0
for name in ${projects[@]+"${projects[@]}"}; do
    if [ "$running" -ge "$jobs" ]; then
        # The bash of macOS cannot wait for the next one and waits for all.
        if wait -n 2> /dev/null; then running=$((running - 1)); else wait; running=0; fi
    fi
    run_project "$name" &
    running=$((running + 1))
done
wait

# An attribute of the report's <assembly> element.
count() { sed -n 's/.*<assembly [^>]* '"$2"'="\([0-9]*\)".*/\1/p' "$results/$1.xml" | head -n 1; }

# The runner's messages without the noise of containers.
messages() { grep -v '^\[testcontainers.org' "$results/$1.log" || true; }

echo
for name in ${projects[@]+"${projects[@]}"}; do
    code=$(cat "$results/$name.code")
    if [ ! -s "$results/$name.xml" ] || [ -z "$(count "$name" total)" ]; then
        failed=$((failed + 1))
        echo "$name ended with $code and without a report:"
        messages "$name"
        continue
    fi

    broken=$(($(count "$name" failed) + $(count "$name" errors)))
    passed=$((passed + $(count "$name" passed)))
    failed=$((failed + broken))
    skipped=$((skipped + $(count "$name" skipped)))
    echo "$name: $(count "$name" passed) passed, $broken failed, $(count "$name" skipped) skipped"
    if [ "$broken" -gt 0 ]; then
        messages "$name"
    elif [ "$code" != 0 ]; then
        failed=$((failed + 1))
        echo "$name ended with $code although no test failed:"
        messages "$name"
    fi
done

if [ "$skipped" -gt 0 ]; then
    echo
    echo "Skipped:"
    for name in ${projects[@]+"${projects[@]}"}; do
        awk '/ \[SKIP\]$/ { sub(/^ */, ""); sub(/ \[SKIP\]$/, ""); test = $0; getline; sub(/^ */, ""); print "  " test ": " $0 }' "$results/$name.log"
    done
fi

if [ "$failed" -gt 0 ]; then status=1; fi
if [ $((passed + failed)) -eq 0 ]; then
    echo "No test ran."
    status=1
fi
finish "$status"
