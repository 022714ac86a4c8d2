"""The code moves cases as the rulebook's own tables say (§3.2, §3.3, §3.12, §4.2); what differs is listed with its reason.

Read from ../shared/domain/rulebook.md; skipped by name where that is not beside the project.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from msgspec import Struct

from governance.calls import states as call_states
from governance.events import states as event_states
from governance.events.public_steps import DONE, STEP_OF
from tests.governance.room import CATALOGUES
from tests.governance.rules_docs.observed import TIME, UNBORN, observed

Pair = tuple[str, str]
CODE = r"[A-Z][A-Z_]+"
ANY_OPEN = "*"  # "any open", "any non-final"


@pytest.fixture(scope="session")
def rulebook(shared: Path) -> str:
    return (shared / "domain" / "rulebook.md").read_text(encoding="utf-8")


# ---------------------------------------------------------------- reading the tables


def section(text: str, number: str) -> str:
    """The text of `### number …`, up to the next heading."""
    found = re.search(rf"^#+ {re.escape(number)} .*?(?=^#+ |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"the rulebook has no section {number}"
    return found[0]


def rows(text: str) -> Iterator[list[str]]:
    """The cells of each row of the tables in a text, without the heads."""
    for line in text.splitlines():
        if line.startswith("|") and not re.fullmatch(r"[|\-\s]+", line):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def told_pairs(cell: str) -> set[Pair]:
    """`A/B→C (why) / →D` as {(A, C), (B, C), (A, D), (B, D)}; `↔` goes both ways."""
    found: set[Pair] = set()
    sources: list[str] = [ANY_OPEN] if "any" in cell else []
    for before, arrow, after in re.findall(
        rf"((?:{CODE}\s*/\s*)*{CODE})?\s*([→↔])\s*({CODE}|back)", cell.replace("…→", "→")
    ):
        sources = re.findall(CODE, before) or sources
        found |= {(one, after) for one in sources}
        if arrow == "↔":
            found |= {(after, one) for one in sources}
    return found


def named_states(text: str) -> dict[str, str]:
    """`CODE` 中文, as the paragraph of states has them."""
    return dict(re.findall(rf"`({CODE})` ([\u4e00-\u9fff/]+)", text))


@cache
def kinds_of_moves(family: str) -> dict[str, list[str]]:
    """What the rulebook calls an action → the kinds that do it (kinds.csv, column `moves`)."""
    found: dict[str, list[str]] = {}
    for row in csv.DictReader((CATALOGUES / "kinds.csv").read_text(encoding="utf-8").splitlines()):
        if row["action"] == "behalf":  # the four facts again, recorded by the room
            continue
        for kind in row["kind"].split(";"):
            for move in row["moves"].split(";"):
                if move and kind.startswith(f"{family}.") and kind not in found.setdefault(move, []):
                    found[move].append(kind)
    return found


def moved(case_type: str, kinds: Iterable[str], *, own: bool = True) -> set[Pair]:
    """The changes of state that these kinds were seen to bring about."""
    wanted = set(kinds)
    return {
        (seen.before, seen.after)
        for seen in observed()
        if (seen.case_type, seen.own) == (case_type, own)
        and seen.kind in wanted
        and seen.before != seen.after
    }


# ---------------------------------------------------------------- §3.2, §4.2: the states

OTHER_NAMES: Mapping[str, str] = {
    "SIGNED": "the rulebook gives 待办/办理中; a case in it has its unit's signature, so 办理中 is shown",
}


def test_the_states_of_an_event_are_those_of_the_rulebook(rulebook: str) -> None:
    told = named_states(section(rulebook, "3.2").split("公开七步")[0])
    drafts = {"DRAFT"}  # exists only on the desk that types (kinds.csv, note of report)
    assert set(told) - drafts == set(event_states.STATES)
    differ = {code for code in event_states.STATES if told[code] != event_states.NAMES[code]}
    assert differ == set(OTHER_NAMES)


def test_the_states_of_a_call_are_those_of_the_rulebook(rulebook: str) -> None:
    text = section(rulebook, "4.2").split("| action")[0]
    assert set(re.findall(rf"`({CODE})`", text)) == set(call_states.STATES)
    told = named_states(text)
    assert {code: call_states.NAMES[code] for code in told} == told | {"WITHDRAWN": "已撤回"}


def test_the_seven_public_steps_are_those_of_the_rulebook(rulebook: str) -> None:
    text = section(rulebook, "3.2").split("公开七步")[1]
    told = [row[0].split()[1] for row in rows(text) if row[0][:1].isdigit()]
    assert told == list(event_states.STEPS)


def test_every_state_stands_at_the_step_that_the_rulebook_gives_it(rulebook: str) -> None:
    text = section(rulebook, "3.2").split("公开七步")[1]
    for row in rows(text):
        if not row[0][:1].isdigit():
            continue
        step, told = int(row[0].split()[0]) - 1, row[1].replace("all done", "").split(" = ")[0]
        for state in set(re.findall("[A-Z_]{5,}", told)) & set(STEP_OF):
            wanted = DONE if state in (event_states.REVISITED, event_states.SELF_DONE) else step
            assert STEP_OF[state] == wanted, state


# ---------------------------------------------------------------- §3.3: the actions of an event


def event_rows(text: str) -> dict[str, tuple[str, str]]:
    """What the row calls its action(s) → (from → to, whole row) of §3.3."""
    found = [row for row in rows(section(text, "3.3")) if row[0][:1].isdigit()]
    return {row[1]: (row[2], " | ".join(row)) for row in found}


def kinds_named(name: str, family: str) -> frozenset[str]:
    """The kinds of every action that a row names."""
    known = kinds_of_moves(family)
    return frozenset(kind for word in re.findall("[a-z_]+", name) for kind in known.get(word, ()))


def test_the_actions_of_an_event_lead_where_the_rulebook_says(rulebook: str) -> None:
    together: dict[frozenset[str], set[Pair]] = {}  # two rows may tell of one kind, as of its two rulings
    for name, (cell, _) in event_rows(rulebook).items():
        if kinds := kinds_named(name, "event"):
            together.setdefault(kinds, set()).update(told_pairs(cell))
    wrong = [line for kinds, told in together.items() for line in _event_differences(kinds, told)]
    assert not wrong, "\n".join(wrong)
    assert len(together) >= 20


def _event_differences(kinds: frozenset[str], told: set[Pair]) -> Iterator[str]:
    meant = [_EVENT_MEANT[kind] for kind in kinds if kind in _EVENT_MEANT]
    told = told.difference(*(one.less for one in meant))
    seen = moved("Event", kinds).difference(*(one.more for one in meant))
    if "event.merge" in kinds:
        seen = {pair for pair in seen if pair[1] == event_states.MERGED}
    listed = {pair for pair in told if pair[0] != ANY_OPEN}
    open_to = {after for before, after in told if before == ANY_OPEN}
    if extra := {pair for pair in seen if pair not in listed and pair[1] not in open_to}:
        yield f"{sorted(kinds)} also do {sorted(extra)}"
    if missing := listed - seen:
        yield f"{sorted(kinds)} never do {sorted(missing)}"
    for after in open_to:
        reached = {before for before, to in seen if to == after}
        if not reached >= event_states.OPEN:
            yield f"{sorted(kinds)} do not reach {after} from {sorted(event_states.OPEN - reached)}"


def test_every_row_of_the_actions_of_an_event_has_its_kind(rulebook: str) -> None:
    without = {name.split()[0] for name in event_rows(rulebook) if not kinds_named(name, "event")}
    assert without == {
        "amend",  # no move; kinds.csv gives it §3.3#1b
        "call_up",  # = call.issue: the first row of §3.12
        "call_ended",  # automatic: the call's own end, §3.12
        "supervise",  # a case of its own, §3.9
    }


# ---------------------------------------------------------------- §3.12: children and parents


def test_what_a_child_does_moves_the_event_as_the_rulebook_says(rulebook: str) -> None:
    table = {row[0]: row[1] for row in rows(section(rulebook, "3.12"))}
    told = {
        "call.issue": told_pairs(table["call_issue"]),
        "call.accept": told_pairs(_row(table, "ruling=refuse")),
        "call.withdraw": told_pairs(_row(table, "call_withdraw")),
        "call.evaluate": told_pairs(_row(table, "call_evaluate").split("Several")[0]),
        "event.close": {("SPLIT", "CLOSED")},
        "event.void": {("SPLIT", "ACCEPTED")},
    }
    assert "SPLIT → CLOSED" in _row(table, "a child's close")
    assert "SPLIT → ACCEPTED" in _row(table, "a child's void")
    assert {kind: moved("Event", [kind], own=False) for kind in told} == told
    others = {seen.kind for seen in observed() if not seen.own and seen.case_type == "Event"}
    still = {kind for kind in others - set(told) if moved("Event", [kind], own=False)}
    assert still == set()  # every other child's action writes its line and moves nothing


def _row(table: Mapping[str, str], named: str) -> str:
    return next(text for name, text in table.items() if named in name)


def test_the_clocks_of_the_events_call_are_those_of_the_rulebook(rulebook: str) -> None:
    """§3.12 prints ■DISPATCH, ▶DISPATCH, ⏵HANDLE, ▶CHECK: what the parent's clocks did, seen."""
    table = {row[0]: row[1] for row in rows(section(rulebook, "3.12"))}
    for kind, named in (
        ("call.issue", "call_issue"),
        ("call.withdraw", "call_withdraw"),
        ("call.evaluate", "call_evaluate"),
    ):
        told = set(re.findall(r"[▶■⏸⏵][A-Z_]+", _row(table, named)))
        done = {
            mark
            for seen in observed()
            if seen.case_type == "Event" and seen.kind == kind and not seen.own and seen.before != seen.after
            for mark in seen.marks
        }
        assert done == told, kind


# ---------------------------------------------------------------- §4.2: the actions of a call


def call_rows(text: str) -> dict[str, str]:
    """Name → from → to, of §4.2."""
    return {row[0]: row[1] for row in rows(section(text, "4.2")) if row[0] != "action"}


def test_the_actions_of_a_call_lead_where_the_rulebook_says(rulebook: str) -> None:
    together: dict[frozenset[str], set[Pair]] = {}
    for name, cell in call_rows(rulebook).items():
        kinds = _call_kinds(name)
        assert kinds, name
        together.setdefault(kinds, set()).update(_call_pairs(cell))
    wrong = [line for kinds, told in together.items() for line in _call_differences(kinds, told)]
    assert not wrong, "\n".join(wrong)
    assert len(together) >= 12


def _call_kinds(name: str) -> frozenset[str]:
    match name:
        case "return_request" | "second return_request":
            return frozenset({"call.return"})
        case "return deny/uphold":
            return frozenset({"call.decide_return"})
        case "agree / adjudicate":
            return frozenset({"call.adjudicate", "call.assign_final"})
    return kinds_named(name, "call") - {"call.extend_request", "call.extend_review", "call.extend_approve"}


def _call_pairs(cell: str) -> set[Pair]:
    """As told; an arrow without its source stands where the state table of the code lets the action stand."""
    if cell == "ISSUED→…":  # the row's name tells: accept or refuse
        return {("ISSUED", "PLATFORM_ACCEPTED"), ("ISSUED", "REFUSED")}
    if "…" in cell:  # ISSUED…ASSIGNED: a stretch of the states in their order
        first, last, after = re.findall(CODE, cell)
        order = list(call_states.STATES)
        return {(one, after) for one in order[order.index(first) : order.index(last) + 1]}
    if cell.startswith("CONSULTING→ASSIGNED"):
        return {("CONSULTING", "ASSIGNED"), ("CONSULTING", "ADJUDICATED"), ("ADJUDICATED", "ASSIGNED")}
    if cell.startswith("→"):
        return {(ANY_OPEN, re.findall(CODE, cell)[0])}
    return told_pairs(cell)


def _call_differences(kinds: frozenset[str], told: set[Pair]) -> Iterator[str]:
    meant = [_CALL_MEANT[kind] for kind in kinds if kind in _CALL_MEANT]
    told = told.difference(*(one.less for one in meant))
    seen = moved("Call", kinds).difference(*(one.more for one in meant))
    listed = {pair for pair in told if pair[0] != ANY_OPEN}
    open_to = {after for before, after in told if before == ANY_OPEN}
    if extra := {pair for pair in seen if pair not in listed and pair[1] not in open_to}:
        yield f"{sorted(kinds)} also do {sorted(extra)}"
    if missing := listed - seen:
        yield f"{sorted(kinds)} never do {sorted(missing)}"
    for after in open_to:
        if not any(to == after for _, to in seen):
            yield f"{sorted(kinds)} never lead to {after}"


def test_silence_past_its_limit_is_the_default_rating(rulebook: str) -> None:
    assert "silence past limit = 默认基本满意" in section(rulebook, "4.2")
    assert ("FEEDBACK", "EVALUATED") in moved("Call", [TIME])


# ---------------------------------------------------------------- the clocks of both tables


@pytest.mark.parametrize(("number", "family"), [("3.3", "event"), ("4.2", "call")])
def test_every_clock_that_a_row_prints_is_moved_by_its_action(
    rulebook: str, number: str, family: str
) -> None:
    done: dict[str, set[str]] = {}
    for seen in observed():
        if seen.own:
            done.setdefault(seen.kind, set()).update(seen.marks)
    wrong, checked = [], 0
    for row in rows(section(rulebook, number)):
        name, told = (row[1], row[-1]) if family == "event" else (row[0], row[-1])
        kinds = kinds_named(name, family) if family == "event" else _call_kinds(name)
        moved_clocks = {mark for kind in kinds for mark in done.get(kind, ())}
        for mark in re.findall(r"[▶■⏸⏵][A-Z_]{4,}", told) if kinds else ():
            checked += 1
            if mark not in moved_clocks:
                wrong.append(f"{name}: {mark}, but seen {sorted(moved_clocks)}")
    assert not wrong, "\n".join(wrong)
    assert checked > 15


# ---------------------------------------------------------------- what differs, and why


class Meant(Struct, frozen=True):
    """A difference that is meant."""

    why: str
    more: frozenset[Pair] = frozenset()  # the code does it, the row does not print it
    less: frozenset[Pair] = frozenset()  # the row prints it, the code has no such thing


_EVENT_MEANT: Mapping[str, Meant] = {
    "event.report": Meant(
        "DRAFT is the unsaved form of one desk (kinds.csv): in the ledger a case begins REGISTERED",
        more=frozenset({(UNBORN, "REGISTERED")}),
        less=frozenset({("DRAFT", "REGISTERED")}),
    ),
    "event.verify": Meant(
        "after a call there may be no unit of the town to do it again: the room dispatches",
        more=frozenset({("VERIFYING", "ACCEPTED")}),
    ),
    "event.rework": Meant(
        "after a call there may be no unit of the town to do it again: the room dispatches",
        more=frozenset((one, "ACCEPTED") for one in event_states.REWORKABLE),
    ),
    "event.merge": Meant(
        "back to what it was: told by tests/governance/events/test_merging.py, for any state",
        less=frozenset({(ANY_OPEN, "back")}),
    ),
}
_CALL_MEANT: Mapping[str, Meant] = {
    "call.issue": Meant(
        "who may sign drafts and signs in one step: the ledger sees the call ISSUED",
        more=frozenset({(UNBORN, "ISSUED")}),
    ),
    "call.respond": Meant(
        "told in the row's guard: responding while ASSIGNED signs implicitly",
        more=frozenset({("ASSIGNED", "RESPONDED")}),
    ),
    "call.withdraw": Meant(
        "a draft that nobody signed is dropped in the same way",
        more=frozenset({("DRAFT", "WITHDRAWN")}),
    ),
}


def test_what_is_meant_to_differ_still_does() -> None:
    """A reason that nothing needs any more is taken out."""
    for case_type, listed in (("Event", _EVENT_MEANT), ("Call", _CALL_MEANT)):
        for kind, one in listed.items():
            assert one.why
            assert not one.more or one.more & moved(case_type, [kind]), kind
