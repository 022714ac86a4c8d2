"""A desk of the past (从前的值班台): acts of a told past that were made on a PC of the room, not in a browser.

Source: sync.md §2.2, §9, §12. The desk is gone and its key with it; so that its acts can stand in the ledger of a
founded county with what tells them from others (their own chain, raw time, clock quality, a receipt that came later),
the county gives it a certificate and a key that is derived as its own devices' are. Its number is one of those below
the first real desk's.
"""

from msgspec import Struct

from county.keys import ServerKeys
from county.streams import StreamTx
from governance.ledger.action import Action, core_bytes
from governance.ledger.canonical import canonical
from governance.ledger.chain import action_hash, annex_commitment, b64, signed_action, tagged, uuid8
from governance.places.serials import device_pair
from sync.county_ports import NewEntry, ServerDevice
from sync.envelopes import Checked
from sync.server import Act, enter

CERT_VERSION = 1


class Sealing(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """On which desk an act was made, how well that knew the time, and when the county received it."""

    desk: str  # its name
    cq: int = 0
    got: int  # UTC ms


def enter_past(tx: StreamTx, keys: ServerKeys, sealing: Sealing, said: Act, t: int) -> NewEntry:
    """Enter what the desk said at `t`, by its own clock, sealed by it."""
    dev = uuid8(tagged("huying:past-desk", tx.stream.encode(), sealing.desk.encode()))
    device = tx.device(dev) or _let_in(tx, keys, dev, sealing.desk)
    private = canonical(said.annex) if said.annex is not None else None
    px = {"px": annex_commitment(said.annex)} if said.annex is not None else {}
    action = Action(
        actor=said.actor,
        also=tuple(sorted(said.also)),
        base=said.base,
        case=said.case,
        cq=sealing.cq,
        dev=dev,
        dseq=device.dseq + 1,
        hlc=f"{t:012x}{device.dseq + 1:04x}",
        id=said.id,
        kind=said.kind,
        p={**said.p, **px},
        stream=tx.stream,
        t=t,
        v=1,
        w=t,
    )
    core = core_bytes(action)
    ah = action_hash(device.ah, core)
    sig = keys.device(dev).sign(signed_action(ah))
    (entry,) = enter(tx, device, [Checked(action, core, private, ah, sig)], sealing.got)
    return entry


def _let_in(tx: StreamTx, keys: ServerKeys, dev: str, name: str) -> ServerDevice:
    """The desk with its certificate, before its first act."""
    cert = {
        "dev": dev,
        "iat": tx.head().st,
        "inc": 1,
        "name": name,
        "org": tx.home.area,
        "parent": None,
        "pk": b64(keys.device(dev).public),
        "stream": tx.stream,
        "v": CERT_VERSION,
        "xk": b64(keys.packet_public),
    }
    no = device_pair(len(tx.home.devices))
    tx.record("sys.device", {"cert": cert, "no": no, "status": "active"})
    known = tx.device(dev)
    assert known is not None
    return known
