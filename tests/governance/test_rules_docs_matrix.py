"""Every role, every action, every situation: allowed or refused with a sentence; and the matrix is the county's table.

The situations are those of the rule documents, so a new case type or state is tried as soon as it is documented there.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from governance.doer import Doer, permitted
from governance.ledger.case import Case
from governance.moves import allowed
from governance.objections import payload_of, state_at
from governance.people.roles import ROLES
from governance.people.scopes import SCOPES
from governance.rules import KINDS, MOVES, subject
from tests.governance.room import CATALOGUES, PEOPLE, Room, uid
from tests.governance.rules_docs.observed import name_in, payloads
from tests.governance.rules_docs.situations import SharedRoom, Situation, situations
from tests.governance.rules_docs.tables import COUNTY_ONLY

BY_ROLE = {role: name for name, (role, _, _) in reversed(PEOPLE.items())}  # one person a role
SENTENCE = re.compile(r"[^。]*[；，][^。]*。")


@cache
def matrix() -> dict[tuple[str, str], dict[str, str]]:
    """The rows of roles_permissions.csv by role and action."""
    text = (CATALOGUES / "roles_permissions.csv").read_text(encoding="utf-8")
    return {(row["role"], row["action"]): row for row in csv.DictReader(text.splitlines())}


def may(role: str, action: str) -> bool:
    return not action or matrix()[role, action]["allowed"] != "N"


@cache
def all_situations() -> tuple[Situation, ...]:
    return tuple(situations())


# ---------------------------------------------------------------- the table itself


def test_the_matrix_has_every_role_and_every_action_once() -> None:
    actions = {action for _, action in matrix()}
    assert set(BY_ROLE) == set(ROLES)
    assert len(ROLES) == 20
    assert set(matrix()) == {(role, action) for role in ROLES for action in actions}
    assert {row["allowed"] for row in matrix().values()} == {"Y", "N", "C"}


def test_the_rules_read_the_table_as_it_is_printed() -> None:
    """Not one cell more, not one less; scope and condition word for word."""
    cells = Room().rules.catalogue.permissions.cells
    told = {key: (row["scope"], row["condition"]) for key, row in matrix().items() if row["allowed"] != "N"}
    assert {key: (cell.scope, cell.condition) for key, cell in cells.items()} == told


def test_every_scope_of_the_table_is_one_that_the_rules_know() -> None:
    assert {row["scope"] for row in matrix().values() if row["allowed"] != "N"} <= set(SCOPES)


def test_every_kind_asks_an_action_of_the_table() -> None:
    actions = {action for _, action in matrix()}
    assert {rule.action for rule in KINDS.values()} - {""} <= actions


# ---------------------------------------------------------------- everybody tries everything


def test_everything_that_everybody_tries_is_allowed_or_refused_with_a_sentence() -> None:
    """Never an exception; what the table says N to is refused in every situation, what it says Y to never as N."""
    tried = done = 0
    refused_by_guard: set[str] = set()
    alone = (here for here in all_situations() if not isinstance(here.room, SharedRoom))
    for here in alone:  # sharing a task adds people who may do the same
        for kind, rule in KINDS.items():
            p = payloads(kind, here.room)[0]
            for role in ROLES:
                tried += 1
                no = here.room.why_not(kind, name_in(here, kind), p, BY_ROLE[role], here.when)
                if no is None:
                    done += 1
                    assert may(role, rule.action), (here.name, kind, role)
                    continue
                assert re.fullmatch(r"[a-z0-9-]{1,32}", no.code), no
                assert SENTENCE.fullmatch(no.sentence), (here.name, kind, role, no)
                if no.code == "no-role" and _permits(here, kind, role, p):
                    refused_by_guard.add(kind)
    assert refused_by_guard == COUNTY_ONLY
    assert tried > 90_000
    assert done > 2_000


def _permits(here: Situation, kind: str, role: str, p: dict[str, Any]) -> bool:
    """Whether table and scope let the role do it, asked apart from everything else."""
    rule, room = KINDS[kind], here.room
    if not rule.action:
        return False
    case, read = room.cases.get(uid(name_in(here, kind))), payload_of(kind, p)
    parent = room.cases.get(read.parent) if read is not None and read.parent else None
    about = subject(rule, case, parent, read, room.rules)
    who = uid(BY_ROLE[role])
    found = permitted(kind, rule.action, rule.fact, who, None, about, here.when, room.rules)
    return isinstance(found, Doer)


def test_an_action_bar_offers_nothing_that_the_table_refuses_to_the_role() -> None:
    offered: dict[str, set[str]] = {}
    for here in all_situations():
        for case in cases_of(here):
            for role in ROLES:
                for move in allowed(case, uid(BY_ROLE[role]), here.when, here.room.rules):
                    assert may(role, KINDS[move.kind].action), (here.name, role, move)
                    offered.setdefault(move.kind, set()).add(role)
    assert {kind for kind in MOVES if kind not in offered} == NEVER_OFFERED


# a birth has no case to stand in an action bar of: the form of its page begins it; no situation here holds a slip that
# came a day late (papers/test_slip.py has them)
NEVER_OFFERED = frozenset({"event.report", "access.apply", "paper.confirm"})


def cases_of(here: Situation) -> Iterator[Case]:
    """The case in view, as time left it."""
    for name in ("e", "c", "d", "n", "l", "x", "s2"):
        now = state_at(here.room.cases.get(uid(name)), here.when, here.room.rules)
        if now is not None:
            yield now
