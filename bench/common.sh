# Shared by the benchmarks, which source it. 'mooring bench' has set JAVA_HOME and has built everything.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
LOCAL=$ROOT/platform/local/target
PARTS=(gateway backup maintenance monitor security scaling notifier issuer registry kafka s3 postgres slack pagerduty smtp mailbox)

die() {
    printf 'bench: %s\n' "$*" >&2
    exit 1
}

# The benchmark named $1 with its options: the machine, what else it does, the versions, the command.
print_setting() {
    printf 'Command   ./mooring bench %s\n' "$*"
    printf 'Machine   %s, %s cores, %s MB memory, %s\n' \
        "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)" "$(nproc)" \
        "$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)" "$(uname -sr)"
    printf 'Load      %s (1, 5, 15 minutes, before the benchmark)\n' "$(cut -d' ' -f1-3 /proc/loadavg)"
    printf 'Versions  Java %s, %s, Mooring %s\n\n' "$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$JAVA_HOME/release")" \
        "$(pg_dump --version)" "$(git -C "$ROOT" rev-parse --short HEAD 2>/dev/null || echo 'of no commit')"
}

# A local system of the benchmark's own: its folder goes away with it, its ports are free ones, the user's is left alone.
own_system() {
    WORK=$(mktemp -d "${TMPDIR:-/tmp}/mooring-bench.XXXXXX")
    trap clean_up EXIT
    trap 'exit 130' INT TERM
    export MOORING_HOME=$WORK/home
    local part port
    local -A taken=()
    for part in "${PARTS[@]}"; do
        port=$((20000 + RANDOM % 12000))
        while [[ -n ${taken[$port]:-} ]] || (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
            port=$((20000 + RANDOM % 12000))
        done
        taken[$port]=$part
        export "MOORING_${part^^}_PORT=$port"
    done
}

clean_up() {
    if [[ -n ${MEASURING:-} ]]; then
        kill "$MEASURING" 2>/dev/null || true
        wait "$MEASURING" || true
    fi
    "$ROOT/mooring" down >/dev/null 2>&1 || true
    rm -rf -- "$WORK"
}

# Starts it and leaves the seconds that the whole command took in UP_SECONDS.
up() {
    local began=$EPOCHREALTIME
    "$ROOT/mooring" up >"$WORK/up.log" 2>&1 || die "the local system does not start: $(tail -n 1 "$WORK/up.log")"
    UP_SECONDS=$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')
}

down() {
    "$ROOT/mooring" down >/dev/null
}

class_path() {
    printf '%s\n' "$LOCAL"/mooring-local-*.jar | grep -v -e '-sources' -e '-tests' | head -n 1
    tr ':' '\n' <"$LOCAL/class-path.txt" | grep '\.jar$'
}

# The middle one of the arguments.
median() {
    printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"
}

# 'count' from '--count=7' among the arguments, or the default: option count 3 "$@"
option() {
    local name=$1 value=$2 given
    for given in "${@:3}"; do
        case $given in "--$name="*) value=${given#*=} ;; esac
    done
    [[ $value =~ ^[1-9][0-9]{0,5}$ ]] || die "--$name must be a whole number above 0, not '$value'"
    printf '%s\n' "$value"
}
