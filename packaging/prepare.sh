# Makes the machine ready: system libraries, Python, .venv. Sourced by run.sh and test.sh; sets `root`.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# What Qt and Kerberos of the wheels need on a Debian 12 that has nothing (offscreen).
system_libraries=(libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libglib2.0-0 libgssapi-krb5-2)
# What a window on a real screen needs besides.
window_libraries=(
    libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
    libxcb-xkb1 libxkbcommon-x11-0
)

stop() {
    printf '%s\n' "$1" >&2
    exit 2
}

# Whether Debian package $1 is there; since Debian 13 some go by a name with t64.
installed() {
    local name
    for name in "$1" "$1t64"; do
        if [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ]; then
            return 0
        fi
    done
    return 1
}

apt_install() {
    local as_root=()
    command -v apt-get >/dev/null || stop "This is no Debian: install what stands for $* here, then start again."
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || stop "As root run: apt-get install -y --no-install-recommends $*  Then start again."
        as_root=(sudo)
    fi
    printf 'Installing %s\n' "$*" >&2
    "${as_root[@]}" apt-get update -qq >/dev/null
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

install_missing_libraries() {
    local name missing=()
    command -v dpkg-query >/dev/null || return 0
    for name in "${system_libraries[@]}"; do
        installed "$name" || missing+=("$name")
    done
    if [ "${#missing[@]}" -gt 0 ]; then
        apt_install "${missing[@]}"
    fi
}

# Print a Python ≥ 3.11 of this machine; nothing and status 1 when there is none.
find_python() {
    local name
    for name in python3.11 python3 python3.12 python3.13 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

# Lay .venv out and leave a stamp: the sum of the lock that it holds ($1: requirements or requirements-dev).
# The stamp goes before anything changes, so an interrupted install is never taken for a whole one.
prepare_venv() {
    local lock=$1 venv=$root/.venv python
    local packaging=$root/packaging
    if holds requirements-dev || holds "$lock"; then
        return 0
    fi
    if ! holds requirements; then
        python=$(find_python) || { apt_install python3 && python=$(find_python); } ||
            stop "No Python 3.11 or newer was found; install one, then start again."
        if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
            apt_install "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
        fi
        "$python" -m venv --clear "$venv"
    fi
    rm -f "$venv"/*.lock.sha256
    printf 'Installing the packages of %s.lock into .venv\n' "$lock" >&2
    "$venv/bin/python" -m pip install --disable-pip-version-check --quiet --require-hashes \
        -r "$packaging/$lock.lock" >&2
    (cd "$packaging" && sha256sum "$lock.lock") >"$venv/$lock.lock.sha256"
}

# Whether .venv holds exactly the lock $1 as it is now, and runs.
holds() {
    (cd "$root/packaging" && sha256sum --check --status "$root/.venv/$1.lock.sha256") 2>/dev/null &&
        "$root/.venv/bin/python" -c '' 2>/dev/null
}
