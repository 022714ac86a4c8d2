"""Saying no and failing: the two ways a wish does not happen.

A rule that says no is a `Refusal` value; a failing world is a `ReportedError`. Anything else is our mistake.
"""

from typing import Any

from msgspec import Struct


class Refusal(Struct, frozen=True):
    """Why a rule says no (拒绝): stable code (`[a-z0-9-]`, ≤ 32, also the verdict's code on the wire) and sentence."""

    code: str
    sentence: str  # Chinese, with cause and way out


class ReportedError(Exception):
    """The world failed in a way the operator is told in one sentence (故障)."""

    def __init__(self, sentence: str, **facts: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.facts = facts
