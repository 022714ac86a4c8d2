"""Reading any case body back (案件体)."""

import msgspec

from governance.archive.element import Batch, Element
from governance.archive.grid import Grid
from governance.audit.disclosure import Disclosure
from governance.briefing.issue import Briefing
from governance.calls.call import Call
from governance.catalogue.setting import Setting
from governance.duty.drill import Drill
from governance.duty.outage import Outage
from governance.duty.shift import Shift
from governance.duty.stated_time import StatedTime
from governance.evaluation.adjustments import Adjustments
from governance.evaluation.opinions import Opinions
from governance.evaluation.parameters import Parameter
from governance.events.event import Event
from governance.ledger.case import Case
from governance.ledger.stream import Stream
from governance.notices.notice import Notice
from governance.papers.slip import Slip
from governance.responsibility.admission import Admission
from governance.responsibility.rulings import Kept
from governance.responsibility.versions import ListItem
from governance.rulings.ruling import Ruling
from governance.supervision.supervision import Supervision

_DECODE = msgspec.json.Decoder(
    Event
    | Call
    | Shift
    | Supervision
    | Stream
    | Setting
    | Disclosure
    | Briefing
    | Outage
    | StatedTime
    | Drill
    | Parameter
    | Adjustments
    | Opinions
    | ListItem
    | Kept
    | Admission
    | Notice
    | Ruling
    | Slip
    | Element
    | Grid
    | Batch
).decode


def read_body(data: bytes | str) -> Case:
    """Give the case whose canonical body this is."""
    body: Case = _DECODE(data)
    return body
