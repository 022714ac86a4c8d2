"""What the timeline says of an event that takes another course (重办、拆分、自办结、指派、回执). Free of Qt."""

from collections.abc import Mapping

from desktop.dossier.saying import P, Said, tail
from desktop.names import Names
from governance.events.payloads import RESULTS
from governance.events.rework import REASONS
from governance.papers.slip import VOID
from governance.rulebook import Rules


def _rework(p: P, names: Names, rules: Rules) -> str:
    joint = "、".join(names.unit(unit) for unit in p.get("assist", ()))
    with_others = f" · 会办 {joint}" if joint else ""
    return f"重办（{REASONS.get(p.get('reason', ''), '')}）{with_others}{tail(p.get('text', ''))}"


def _split(p: P, names: Names, rules: Rules) -> str:
    children = p.get("children", ())
    tails = "、".join(str(part.get("serial", ""))[-7:] for part in children if isinstance(part, Mapping))
    return f"拆分为 {len(children)} 件 {tails}{tail(p.get('reason', ''))}"


def _self_handle(p: P, names: Names, rules: Rules) -> str:
    return f"自办结 · {RESULTS.get(p.get('result', 'SOLVED'), '')}{tail(p.get('text', ''))}"


def _assign_sub(p: P, names: Names, rules: Rules) -> str:
    return f"单位内部指派{names.person(p.get('person', ''))}{tail(p.get('note', ''))}"


def _answered(p: P, names: Names, rules: Rules) -> str:
    return f"{'对代录有异议' if p.get('answer') == 'dispute' else '确认代录'}{tail(p.get('text', ''))}"


def _ruled(p: P, names: Names, rules: Rules) -> str:
    return f"待核裁定：{'成立' if p.get('ruling') == 'uphold' else '不成立'}{tail(p.get('reason', ''))}"


def _slip(p: P, names: Names, rules: Rules) -> str:
    return f"{'纸单作废' if p.get('use') == VOID else '补录纸单'} {p.get('no', '')}{tail(p.get('text', ''))}"


def _confirmed(p: P, names: Names, rules: Rules) -> str:
    return f"{'确认补录' if p.get('ruling') == 'uphold' else '不予确认补录'}{tail(p.get('reason', ''))}"


def _worded(verb: str) -> Said:
    return lambda p, names, rules: f"{verb}{tail(p.get('text', ''))}"


SAID: Mapping[str, Said] = {
    "event.rework": _rework,
    "event.split": _split,
    "event.self_handle": _self_handle,
    "event.assign_sub": _assign_sub,
    "call.assign_sub": _assign_sub,
    "event.suspect_duplicate": _worded("标为疑似重复"),
    "event.receipt": _worded("回执"),
    "call.receipt": _worded("回执"),
    "event.behalf_answer": _answered,
    "clock.rule": _ruled,
    "paper.backfill": _slip,
    "paper.confirm": _confirmed,
}
