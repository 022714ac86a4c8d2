#!/usr/bin/env bash
# Every check and test, on a fresh Debian 12 too. Arguments go to pytest: `packaging/test.sh --long`, `… tests/sync`.
set -euo pipefail
# shellcheck source=packaging/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

case " $* " in
    *" --long "*) system_libraries+=(chromium) ;; # the whole loop between a desk, a county and three browsers
esac
install_missing_libraries
prepare_venv requirements-dev

cd "$root"
python=.venv/bin/python
"$python" -m ruff check .
"$python" -m ruff format --check .
"$python" -m mypy
"$python" -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
exec "$python" -m pytest -n 2 --dist loadgroup "$@"
