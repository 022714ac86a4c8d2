"""What hangs on a case (附件与关联): material, callers merged into it, its parent, supervisions. Free of Qt."""

from collections.abc import Iterable, Iterator, Mapping

from db.queries.dossier import Line
from desktop.dossier import texts
from desktop.dossier.sheet import LinkFace
from desktop.title import title
from governance.calls.call import Call
from governance.events.event import Event
from governance.ledger.case import Case
from governance.papers.slip import Slip
from governance.supervision.supervision import Supervision


def links(
    case: Case, known: Mapping[str, Case], lines: Iterable[Line], copies: Mapping[str, str]
) -> tuple[LinkFace, ...]:
    """Each with the case it opens, if it is one; `copies` = name of material → its copy on this PC."""
    return (*_files(case, lines, copies), *_merged(case, known), *_family(case, known))


def _files(case: Case, lines: Iterable[Line], copies: Mapping[str, str]) -> Iterator[LinkFace]:
    named = dict.fromkeys(name for line in lines if line.case_id == case.id for name in _named(line))
    yield from (LinkFace(name, texts.COPY_HERE, copy=copies[name]) for name in named if name in copies)
    others = [name for name in named if name not in copies]
    if others:
        yield LinkFace(texts.FILES.format(n=len(others)), "、".join(others))


def _named(line: Line) -> list[str]:
    """Names of material in an entry: of a feedback, a note, a check."""
    photo = line.p.get("photo")
    return [*map(str, line.p.get("files", ())), *([str(photo)] if photo else [])]


def _merged(case: Case, known: Mapping[str, Case]) -> Iterator[LinkFace]:
    if not isinstance(case, Event):
        return
    for other in case.merged:
        body = known.get(other)
        if isinstance(body, Event):
            yield LinkFace(f"并入诉求 {body.serial[-4:]}", title(body.text), other)
    main = known.get(case.main) if case.main else None
    if isinstance(main, Event):
        yield LinkFace(texts.MAIN_CASE.format(serial=main.serial), title(main.text), main.id)


def _family(case: Case, known: Mapping[str, Case]) -> Iterator[LinkFace]:
    for kid in case.kids:
        body = known.get(kid.child)
        if isinstance(body, Event) and isinstance(case, Event) and body.id in case.children:
            yield LinkFace(
                texts.PART_CASE.format(serial=body.serial), f"{body.label} · {title(body.text)}", body.id
            )
        if isinstance(body, Slip):
            yield LinkFace(texts.SLIP_CASE.format(no=body.no), body.label, body.id)
        if isinstance(body, Supervision):
            yield LinkFace(texts.SUPERVISION.format(serial=body.serial), body.label, body.id)
    parent = known.get(case.parent or "")
    if isinstance(parent, (Event, Call)):
        about = parent.text if isinstance(parent, Event) else parent.ask
        named = texts.MOTHER_CASE if isinstance(case, Event) and case.part_since else texts.PARENT_CASE
        yield LinkFace(named.format(serial=parent.serial), title(about), parent.id)
