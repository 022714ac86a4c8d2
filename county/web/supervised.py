"""Open supervisions as cards (督办列表), for every office alike."""

from collections.abc import Sequence

from county.web.cards import Card, supervision_card
from county.web.snapshot import Snapshot
from db.queries.web_desk import open_supervisions
from governance.supervision.supervision import Supervision


def supervised(snapshot: Snapshot, stream: str, of: str, units: Sequence[str] | None = None) -> list[Card]:
    """Supervisions of events or calls in a stream, against these units or against any."""
    rules = snapshot.rules(stream)
    return [
        supervision_card(case, stream, snapshot.at, rules)
        for case in snapshot.cases(stream, open_supervisions(snapshot.conn, stream, units))
        if isinstance(case, Supervision) and case.of == of and not case.final
    ]
