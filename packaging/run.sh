#!/usr/bin/env bash
# Open the window, on a fresh Debian 12 too: the first run offers demo town, county or store. Arguments go to
# `python -m desktop` (`run.sh --demo`); paths among them count from the folder you are in.
set -euo pipefail
# shellcheck source=packaging/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

system_libraries+=("${window_libraries[@]}")
install_missing_libraries
prepare_venv requirements

PYTHONPATH=$root exec "$root/.venv/bin/python" -m desktop "$@"
