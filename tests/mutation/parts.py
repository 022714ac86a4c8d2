"""The core of the rules, and the tests that must notice when it is wrong (核心规则与其测试)."""

from collections.abc import Mapping

_EVENTS = (
    "tests/governance/events/test_whose_turn.py",
    "tests/governance/events/test_return_slip.py",
    "tests/governance/events/test_handling.py",
    "tests/governance/events/test_intake.py",
    "tests/governance/events/test_dispatch.py",
    "tests/governance/events",
)


def _of(*names: str) -> tuple[str, ...]:
    """These files and folders of the rulebook's tests, in the order in which they are run."""
    return tuple(f"tests/governance/{name}" for name in names)


PARTS: Mapping[str, tuple[str, ...]] = {
    "governance/time/clocks.py": ("tests/governance/time/test_clocks.py",),
    "governance/time/calendars.py": (
        "tests/governance/time/test_calendars.py",
        "tests/governance/time/test_clocks.py",
    ),
    "governance/events/turns.py": _EVENTS,
    "governance/events/guards.py": (*_EVENTS, "tests/governance/handling/test_assisting.py"),
    "governance/calls/findings.py": (
        "tests/governance/calls/test_findings.py",
        "tests/governance/calls/test_findings_rest_on.py",
        "tests/governance/calls/test_findings_edges.py",
        "tests/governance/test_default_limits.py",
    ),
    "governance/responsibility/items.py": (
        "tests/governance/responsibility/test_who_is_responsible.py",
        "tests/governance/responsibility/test_responsible.py",
        "tests/governance/responsibility/test_precedents.py",
    ),
    "governance/evaluation/scores.py": (
        "tests/governance/evaluation/test_scores.py",
        "tests/governance/evaluation/test_dept_rates.py",
        "tests/governance/evaluation/test_worked_example.py",
    ),
    "governance/evaluation/judging.py": (
        "tests/governance/evaluation/test_indicators.py",
        "tests/governance/evaluation/test_register_samples.py",
    ),
    "governance/evaluation/rates.py": (
        "tests/governance/evaluation/test_worked_example.py",
        "tests/governance/evaluation/test_rates.py",
    ),
    "governance/evaluation/four_dimensions.py": (
        "tests/governance/evaluation/test_four_dimensions.py",
        "tests/governance/evaluation/test_worked_example.py",
    ),
    "governance/evaluation/grid_points.py": (
        "tests/governance/evaluation/test_grid_points.py",
        "tests/governance/evaluation/test_worked_example.py",
    ),
    "governance/evaluation/tally.py": (
        "tests/governance/evaluation/test_indicators.py",
        "tests/governance/evaluation/test_register_samples.py",
        "tests/governance/evaluation/test_frozen_figures.py",
    ),
    "governance/evaluation/double_lock.py": ("tests/governance/evaluation/test_double_lock.py",),
    "governance/evaluation/grid_bundle.py": ("tests/governance/evaluation/test_grid_bundle.py",),
    "governance/evaluation/of_archive.py": ("tests/governance/evaluation/test_of_archive.py",),
    "governance/evaluation/of_lines.py": (
        "tests/governance/evaluation/test_of_lines.py",
        "tests/governance/events/test_merging.py",
    ),
    "governance/evaluation/of_calls.py": ("tests/governance/evaluation/test_indicators.py",),
    "governance/evaluation/adjustments.py": ("tests/governance/evaluation/test_kinds.py",),
    "governance/supervision/timing_cards.py": ("tests/governance/supervision/test_timing_cards.py",),
    "governance/evaluation/waiting_calls.py": ("tests/governance/evaluation/test_waiting_calls.py",),
    # drawn from what had never been tried
    "governance/handling/suspension.py": _of(
        "handling/test_suspension.py", "handling", "events/test_handling.py"
    ),
    "governance/handling/timed.py": _of("handling", "events/test_handling.py", "calls/test_departments.py"),
    "governance/handling/extension.py": _of(
        "handling/test_extension.py", "handling", "events/test_handling.py"
    ),
    "governance/ledger/clocked.py": _of(
        "ledger/test_clocked.py",
        "handling",
        "events/test_whose_turn.py",
        "events/test_rework.py",
        "events/test_return_slip.py",
        "supervision",
        "calls/test_departments.py",
    ),
    "governance/verdicts.py": _of(
        "test_verdicts.py",
        "test_parents.py",
        "test_backfill.py",
        "events/test_merging.py",
        "events/test_handling.py",
    ),
    "governance/objections.py": _of(
        "test_verdicts.py",
        "test_parents.py",
        "test_backfill.py",
        "responsibility/test_admission.py",
        "calls",
        "supervision",
        "rulings",
        "duty",
        "handling",
    ),
    "governance/parents.py": _of(
        "test_parents.py",
        "audit",
        "handling/test_doubted.py",
        "handling/test_doubted_child.py",
        "rulings",
        "supervision",
        "duty",
        "papers",
        "events/test_splitting.py",
    ),
    "governance/appeals.py": _of("events/test_appeals.py", "test_default_limits.py", "test_verdicts.py"),
    "governance/events/public_steps.py": _of("events/test_public_steps.py"),
    "governance/events/return_slip.py": _of("events/test_return_slip.py"),
    "governance/events/splitting.py": _of("events/test_splitting.py", "handling/test_doubted_child.py"),
    "governance/calls/turns.py": _of("calls/test_departments.py", "calls/test_return_slip.py"),
    "governance/calls/fold.py": _of(
        "calls/test_departments.py",
        "calls/test_return_slip.py",
        "calls/test_item_limit.py",
        "test_parents.py",
        "calls/test_evaluation.py",
    ),
    "governance/events/rework.py": _of("events/test_rework.py"),
    "governance/events/verification.py": _of("events/test_verification.py"),
    "governance/calls/issuing.py": _of("calls/test_issue.py", "calls/test_reverse.py"),
    "governance/calls/rulings.py": _of(
        "calls/test_rulings.py",
        "calls/test_findings.py",
        "calls/test_departments.py",
        "calls/test_arrival.py",
    ),
    "governance/calls/reverse.py": _of("calls/test_reverse.py"),
    "governance/supervision/proposals.py": _of("supervision/test_proposals.py"),
    "governance/supervision/supervision.py": _of("supervision/test_supervision.py"),
    "governance/handling/doubted.py": _of("handling/test_doubted.py", "handling/test_doubted_child.py"),
    "governance/evaluation/indicators.py": _of(
        "evaluation/test_indicators.py", "evaluation/test_register_samples.py"
    ),
    "governance/evaluation/period.py": _of(
        "evaluation/test_period.py", "evaluation/test_waiting_calls.py", "evaluation/test_indicators.py"
    ),
    "governance/evaluation/of_events.py": _of("evaluation/test_indicators.py", "evaluation/test_of_lines.py"),
    "governance/responsibility/duty_file.py": _of("responsibility/test_duty_file.py"),
    "governance/responsibility/admission_steps.py": _of(
        "responsibility/test_admission.py", "responsibility/test_flow.py"
    ),
    "governance/rulings/ruling.py": _of("rulings", "handling/test_doubted.py"),
    "governance/events/merging.py": _of("events/test_merging.py", "events/test_splitting.py"),
    "governance/events/fold.py": _of(
        "events/test_handling.py",
        "events/test_intake.py",
        "events/test_closing.py",
        "events/test_splitting.py",
        "test_parents.py",
    ),
    "governance/backfill.py": _of("test_backfill.py", "papers"),
    "governance/duty/shift.py": _of("duty/test_shift.py"),
    "governance/duty/shift_hours.py": _of("duty/test_shift_hours.py"),
    "governance/papers/slip.py": _of("papers", "handling/test_doubted.py"),
    "governance/audit/disclosure.py": _of("audit"),
    "governance/events/outer_due.py": _of("events/test_outer_due.py"),
    "governance/handling/handled.py": _of("handling/test_handled.py"),
    "governance/handling/exemption.py": _of("handling/test_exemption.py"),
    "governance/calls/arrival.py": _of("calls/test_arrival.py", "test_default_limits.py"),
    "governance/calls/guards.py": _of(
        "calls/test_departments.py", "calls/test_arrival.py", "calls/test_issue.py", "test_parents.py"
    ),
    "governance/evaluation/opinions.py": _of("evaluation/test_opinions.py"),
    "governance/evaluation/people_figures.py": _of(
        "evaluation/test_people_figures.py", "evaluation/test_grid_bundle.py"
    ),
    "governance/notices/notice.py": _of("notices/test_notice.py"),
    "governance/archive/freshness.py": _of("archive/test_freshness.py"),
    "governance/reminders.py": _of("test_reminders.py"),
    "governance/handling/waiting.py": _of("handling/test_waiting.py"),
}
