"""清单文件 in the browser (导入清单): checked whole, told at sheet, line and column, drafted only when a person says so.

Source: rulebook §5.2. The same check as `python -m county import list`; nothing is published by it. A browser sends no
file twice by itself: what was wrong is mended in the file and sent again.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from briefings.list_report import ListReport
from county.failures import CountyError
from county.list_import import import_list
from county.web.asked import Asked, Missing, Outcome, Shown
from county.web.fields import options
from county.web.frame import frame
from county.web.lists.drafting import may_edit
from county.web.uploads import name_field
from county.web.workplace import Workplace
from governance.responsibility.versions import list_case

FILES, STEP, REASON = "files", "step", "reason"
CHECK, WHOLE, GOOD = "check", "whole", "good"
STEPS = {CHECK: "只检查，不导入", WHOLE: "没有错才导入", GOOD: "有错时只导入无错的事项"}
NO_FILE = "没有选文件；请选事项表和责任条目表，或含两张表的Excel文件。"
NO_REASON = "导入须写明依据和理由；请补理由。"
MOST_FAULTS = 200
MOST_CHARS = 300  # of the reason
_EXCEL = b"PK"  # what a workbook begins with
_STRANGE = re.compile(r"[^\w.()（）-]+")


def files_page(place: Workplace, asked: Asked) -> Outcome:
    """`/list-files`."""
    return _page(place, asked) if may_edit(asked) else Missing()


def take(place: Workplace, asked: Asked) -> Outcome:
    """`POST /list-files`: what was found, and with it what was drafted."""
    if not may_edit(asked):
        return Missing()
    if asked.stop is not None:
        return _page(place, asked, asked.stop.no.sentence, status=asked.stop.status)
    step, reason = asked.typed.one(STEP), asked.typed.one(REASON)[:MOST_CHARS]
    contents = asked.uploads.get(FILES, ())
    said = "" if contents else NO_FILE
    if not said and step != CHECK and not reason:
        said = NO_REASON
    if said:
        return _page(place, asked, said, status=422)
    try:
        report = _imported(place, asked, contents, reason, step)
    except CountyError as err:
        return _page(place, asked, err.sentence, status=422)
    return _page(place, asked, report=report)


def _imported(
    place: Workplace, asked: Asked, contents: Sequence[bytes], reason: str, step: str
) -> ListReport:
    names = asked.typed.values.get(name_field(FILES), ())
    with TemporaryDirectory(prefix="huying-list-") as folder:
        paths = [
            _kept(Path(folder) / str(n), names[n] if n < len(names) else "", content)
            for n, content in enumerate(contents)
        ]
        return import_list(
            place.county,
            paths,
            user=asked.person.user.id,
            reason=reason,
            dry_run=step not in (WHOLE, GOOD),
            good=step == GOOD,
        )


def _kept(folder: Path, name: str, content: bytes) -> Path:
    """The file under the name people know it by; what it is, its beginning says."""
    folder.mkdir()
    stem = _STRANGE.sub("_", Path(name).stem)[:60] or "文件"
    path = folder / f"{stem}{'.xlsx' if content.startswith(_EXCEL) else '.csv'}"
    path.write_bytes(content)
    return path


def _page(
    place: Workplace, asked: Asked, refused: str = "", *, report: ListReport | None = None, status: int = 200
) -> Shown:
    with place.look() as snapshot:
        values = frame(asked, snapshot, "lists") | {
            "steps": options(STEPS),
            "step": asked.typed.one(STEP) or CHECK,
            "reason": asked.typed.one(REASON),
            "refused": tuple(refused.splitlines()),
            "report": report,
            "faults": report.faults[:MOST_FAULTS] if report is not None else (),
            "drafted": _addresses(report.drafted) if report is not None else {},
        }
    return Shown(page="list_files.html", values=values, status=status)


def _addresses(codes: Sequence[str]) -> Mapping[str, str]:
    """Where the draft of each item lies."""
    return {code: f"/desk/{list_case(code)}" for code in codes}
