#!/usr/bin/env bash
# Start the program, on a fresh Debian 12 too. Until the window exists: one day of the demo town, without a window.
# Arguments go to `python -m desktop day`; paths among them count from the folder you are in.
set -euo pipefail
# shellcheck source=packaging/prepare.sh
source "$(dirname "${BASH_SOURCE[0]}")/prepare.sh"

install_missing_libraries
prepare_venv requirements

out=$root/out/day
printf '窗口尚未完成：现在演示云溪镇指挥室的一天，约需一两分钟。\n' >&2
PYTHONPATH=$root "$root/.venv/bin/python" -m desktop day --out "$out" "$@"
case " $* " in
    *" --out"*) ;;
    *) printf '结束。工作簿在：%s\n' "$(find "$out" -name '*.xlsx' -printf '%p ')" >&2 ;;
esac
