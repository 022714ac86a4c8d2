"""An appeal against a finding of lateness (超时申诉, §4.4), as the case keeps it."""

from msgspec import Struct


class Appeal(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Who appealed when, against what, and what was ruled."""

    id: str  # of the action
    unit: str
    by: str  # user id
    at: int
    rule: str = ""  # LATE_RESPONSE, NO_RESPONSE, INACTION; "" = the lateness of its task
    ruling: str = ""  # uphold or deny
    ruled: int | None = None
