#!/usr/bin/env bash
# Write the lock files anew from requirements*.in, with uv. `--upgrade` takes the newest versions that these admit.
# The locks hold hashes and no address, so that they install from any index.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
uv=${UV:-uv}
command -v "$uv" >/dev/null || { printf 'uv was not found; install it, or name it: UV=PATH %s\n' "$0" >&2; exit 2; }

for name in requirements requirements-dev; do
    "$uv" pip compile --quiet --generate-hashes --universal --no-emit-index-url --no-header --python-version 3.11 \
        "$@" "$name.in" -o "$name.lock"
    if grep -n '://' "$name.lock" >&2; then
        printf '%s.lock names an address\n' "$name" >&2
        exit 1
    fi
done
