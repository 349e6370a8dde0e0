#!/usr/bin/env bash
# Builds a small image with Debian's PostgreSQL, for machines on which no image can be pulled; it takes the settings of the official
# one that Testcontainers uses: POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB, and arguments for the server.
#   bash eng/testcontainers-image.sh [tag]      needs root, debootstrap and a running Docker engine
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. eng/postgres.sh

tag=${1:-pgcdc/postgres:15}
suite=bookworm
version=15

[ "$(id -u)" = 0 ] || die "eng/testcontainers-image.sh needs root: debootstrap unpacks a system with its owners."
has debootstrap || die "debootstrap is missing: install the package of that name."
docker_answers || die "No Docker engine answers: start one first."

cache=$(cache_folder)
mkdir -p "$cache"
archive="$cache/image-$suite-$version.tar"

build_root() {
    local root=$1 mirror
    # The mirror this machine installs from.
    mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2> /dev/null | head -n 1 | tr -d ' ' || true)
    debootstrap --variant=minbase --include="postgresql-$version" "$suite" "$root" "${mirror:-http://deb.debian.org/debian}"
    rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale} "$root/var/lib/postgresql/$version"
    mkdir -p "$root/docker-entrypoint-initdb.d"
    cat > "$root/usr/local/bin/docker-entrypoint.sh" <<'ENTRYPOINT'
#!/bin/sh
# What the official image's entrypoint does, as far as tests need it.
set -eu
case ${1:-postgres} in -*) set -- postgres "$@" ;; esac
if [ "$1" != postgres ]; then exec "$@"; fi
user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
: "${POSTGRES_PASSWORD:?is needed: it becomes the password of the superuser}"
mkdir -p "$PGDATA" /var/run/postgresql
chown -R postgres:postgres "$PGDATA" /var/run/postgresql
as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    printf '%s' "$POSTGRES_PASSWORD" > /tmp/password
    chown postgres /tmp/password
    as_postgres initdb -D "$PGDATA" -U "$user" --pwfile=/tmp/password --auth-host=scram-sha-256 --auth-local=trust --encoding=UTF8 --locale=C --no-sync
    rm /tmp/password
    echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
    echo 'host replication all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
    echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"
    if [ "$database" != postgres ]; then
        echo "CREATE DATABASE \"$database\";" | as_postgres postgres --single -j -D "$PGDATA" postgres > /dev/null
    fi
fi
exec setpriv --reuid=postgres --regid=postgres --clear-groups "$@" -D "$PGDATA"
ENTRYPOINT
    chmod 755 "$root/usr/local/bin/docker-entrypoint.sh"
}

if [ ! -s "$archive" ]; then
    work=$(mktemp -d "$cache/image.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    build_root "$work/root" >&2
    tar -C "$work/root" --one-file-system --exclude=./proc/'*' --exclude=./sys/'*' --exclude=./dev/'*' -cf "$work/image.tar" .
    mv "$work/image.tar" "$archive"
fi

docker import \
    --change "ENV PATH=/usr/lib/postgresql/$version/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" \
    --change 'ENV PGDATA=/var/lib/postgresql/data' \
    --change 'EXPOSE 5432' \
    --change 'VOLUME /var/lib/postgresql/data' \
    --change 'ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]' \
    --change 'CMD ["postgres"]' \
    "$archive" "$tag" > /dev/null
say "The image $tag is ready."
