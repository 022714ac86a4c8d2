"""docs/rules says what the code does now; `python -m tests.governance.rules_docs` writes it anew."""

import re

from governance.rules import KINDS
from tests.governance.rules_docs import refusals
from tests.governance.rules_docs.observed import TIME, observed
from tests.governance.rules_docs.tables import state_tables
from tests.governance.rules_docs.written import FOLDER, files


def test_the_documents_are_what_the_code_gives() -> None:
    wanted = files()
    assert {path.name for path in FOLDER.glob("*.md")} == set(wanted)
    stale = [name for name, text in wanted.items() if (FOLDER / name).read_text(encoding="utf-8") != text]
    assert not stale, f"run .venv/bin/python -m tests.governance.rules_docs and commit: {stale}"


def test_every_action_of_a_state_table_was_seen_done() -> None:
    done = {seen.kind for seen in observed() if seen.own}
    tabled = {kind for table in state_tables() for kind in table.table}
    assert done >= tabled
    assert tabled <= set(KINDS)


def test_an_action_was_never_seen_in_a_state_that_its_table_leaves_out() -> None:
    for table in state_tables():
        for seen in observed():
            if seen.case_type == table.case_type and seen.own and seen.kind in table.table and seen.before:
                assert seen.before in table.table[seen.kind][1], seen


def test_every_state_is_reached() -> None:
    """By an action, by a child's, or by time; a state that nothing leads to would be a dead word."""
    for table in state_tables():
        reached = {seen.after for seen in observed() if seen.case_type == table.case_type}
        assert reached == set(table.names), table.case_type


def test_the_end_of_a_case_is_an_end() -> None:
    """Out of a final state leads nothing but 重办, 作废 of a mistake, and the taking back of a card."""
    final = {
        "REVISITED",
        "SELF_DONE",
        "REJECTED",
        "VOID",
        "EVALUATED",
        "REFUSED",
        "WITHDRAWN",
        "HANDED",
        "EXPIRED",
    }
    left = {seen.kind for seen in observed() if seen.before in final and seen.after != seen.before}
    assert left <= {"event.rework"}


def test_time_alone_ends_what_the_rulebook_says() -> None:
    """§3.7 挂账 ends on its day, §4.2 silence past EVALUATE is a rating, §5.4 an admission runs out; nothing else."""
    aged = {(seen.case_type, seen.before, seen.after) for seen in observed() if seen.kind == TIME}
    assert aged == {
        ("Event", "SUSPENDED", "SIGNED"),
        ("Call", "SUSPENDED", "HANDLING"),
        ("Call", "FEEDBACK", "EVALUATED"),
        ("Event", "CALLED_UP", "FEEDBACK"),
        ("Event", "CALLED_UP", "SIGNED"),
        ("Admission", "DECIDED", "EXPIRED"),
    }


def test_every_refusal_names_cause_and_way_out() -> None:
    for one in refusals.said():
        assert re.fullmatch(r"[a-z0-9-]{1,32}", one.code), one
        assert one.sentence == refusals.ELSEWHERE or re.fullmatch(r"[^。]*[；，][^。]*。", one.sentence), one


def test_codes_come_with_sentences_or_from_the_verdict() -> None:
    assert {"wrong-state", "no-role", "no-shift", "return-too-late"} <= {one.code for one in refusals.said()}
    assert {"stale-base", "same-effect", "orphan-case"} <= set(refusals.verdict_codes())
