# Sourced by the scripts beside it: what they need is here, or a sentence says how to get it. Nothing runs on its own.

say() { printf '%s\n' "$*" >&2; }
die() { say "$@"; exit 1; }
has() { command -v "$1" > /dev/null 2>&1; }

# Where downloads and images are kept between runs: not in the repository, and open to the user the servers run as.
cache_folder() {
    if [ -n "${PGCDC_CACHE:-}" ]; then printf '%s\n' "$PGCDC_CACHE"
    elif [ "$(id -u)" = 0 ]; then printf '%s\n' /var/cache/pgcdc
    else printf '%s\n' "${XDG_CACHE_HOME:-$HOME/.cache}/pgcdc-tools"
    fi
}

# Runs a command as root, or fails where that would need a password.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif has sudo && sudo -n true 2> /dev/null; then sudo -n "$@"
    else return 1
    fi
}

require_dotnet() {
    local wanted=10 found
    has dotnet || die "The .NET $wanted SDK is missing: install it from https://dotnet.microsoft.com/download/dotnet/$wanted.0 and run this again."
    found=$(cd / && dotnet --list-sdks | sed 's/ .*//' | sort -V | tail -n 1)
    case ${found%%.*} in
        '') die "Only a .NET runtime is installed, no SDK: install the .NET $wanted SDK from https://dotnet.microsoft.com/download/dotnet/$wanted.0 and run this again." ;;
        *[!0-9]*) die "'dotnet --list-sdks' gave '$found', which is no version: install the .NET $wanted SDK from https://dotnet.microsoft.com/download/dotnet/$wanted.0." ;;
    esac
    [ "${found%%.*}" -ge "$wanted" ] \
        || die "The newest .NET SDK here is $found, and version $wanted is needed: install it from https://dotnet.microsoft.com/download/dotnet/$wanted.0 and run this again."
}

# Prints the first folder with initdb and postgres of version 15 or later, where PgCdc.Sdk.Testing looks as well.
find_postgres() {
    local folder version
    {
        printf '%s\n' "${PGCDC_PG_BIN:-}"
        printf '%s\n' "$PATH" | tr ':' '\n'
        if has pg_config; then pg_config --bindir; fi
        # Newest first; a pattern without a match stays as it is and names no folder.
        printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/libexec/postgresql* \
            /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin /home/linuxbrew/.linuxbrew/opt/postgresql*/bin \
            /Applications/Postgres.app/Contents/Versions/*/bin | sort -rV
    } | while read -r folder; do
        [ -n "$folder" ] && [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] || continue
        version=$("$folder/postgres" --version 2> /dev/null | sed -n 's/.*(PostgreSQL) \([0-9]*\).*/\1/p')
        if [ "${version:-0}" -ge 15 ]; then
            printf '%s\n' "$folder"
            break
        fi
    done
}

docker_answers() { has docker && docker info > /dev/null 2>&1; }

# The distribution's package, without a cluster of its own that would take port 5432 and run on.
install_postgres() {
    if has apt-get; then
        as_root true || return 1
        as_root mkdir -p /etc/postgresql-common
        if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
            echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf > /dev/null
        fi
        as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql
    elif has dnf; then as_root dnf install -y -q postgresql-server
    elif has apk; then as_root apk add -q postgresql
    elif has brew; then brew install --quiet postgresql@17
    else return 1
    fi
}

# PGCDC_DSN, installed binaries, Docker, the distribution's package: the first that is there.
require_postgres() {
    if [ -n "${PGCDC_DSN:-${PYPGCDC_DSN:-}}" ]; then return; fi
    if [ -n "$(find_postgres)" ]; then return; fi
    if docker_answers; then return; fi
    say "No PostgreSQL here yet: installing the distribution's package."
    if install_postgres >&2 && [ -n "$(find_postgres)" ]; then return; fi
    die "No PostgreSQL can be had here: set PGCDC_DSN to a running one, install PostgreSQL 15 or later (in PATH, or named by PGCDC_PG_BIN), start Docker, or run this where the distribution's package may be installed (root or sudo without a password)."
}

# Throw-away servers live in memory where there is plenty: making and removing their thousand files is what costs most on a disk.
prefer_memory_for_servers() {
    local free
    if [ -n "${PGCDC_TMP:-}" ] || [ ! -w /dev/shm ] || [ ! -r /proc/meminfo ]; then return; fi
    free=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo)
    if [ "$free" -ge 10 ] && [ "$(df -Pk /dev/shm | awk 'NR == 2 { print int($4 / 1048576) }')" -ge 10 ]; then
        export PGCDC_TMP=/dev/shm
    fi
}
