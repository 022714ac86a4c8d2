"""A stream as the county writes it, in memory and really signed: what benchmarks push through the desk's own code.

Every action is judged and folded by the rulebook, chained by its device, signed by its key, placed and chained by the
county; pages are cut from it in wire form, with a signed end.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from db.clock import hlc
from db.ids import new_id
from db.signing import SigningKey
from governance.bundle import rules_of
from governance.folding import fold
from governance.ledger import chain
from governance.ledger.action import Action, core_bytes, read_trusted
from governance.ledger.canonical import canonical
from governance.ledger.case import Case
from governance.ledger.entry import Verdict, effective
from governance.ledger.stream import Stream
from governance.objections import refusal
from governance.rulebook import Rules
from governance.verdicts import judge
from sync import wire
from sync.wire import End, Placed
from tests.governance.room import FACTS, TOWN, bundle, uid

ON_THE_WAY_MS = 150  # from sealing to receipt by the county


def id_at(t: int, name: str) -> str:
    """The id that this action or case got at `t`: in order of time, as real ones, and the same in every run."""
    return new_id(t, lambda count: chain.tagged("benchmark", name.encode())[:count])


class Device:
    """A device in one stream: its key and the end of its chain."""

    def __init__(self, name: str, stream: str, key: SigningKey, no: str) -> None:
        self.id = uid(f"{name} {stream}")
        self.key = key
        self.no = no
        self.cert: dict[str, Any] = {
            "dev": self.id,
            "iat": 0,
            "inc": 1,
            "name": name,
            "org": TOWN,
            "parent": None,
            "pk": chain.b64(key.public),
            "stream": stream,
            "v": 1,
            "xk": chain.b64(bytes(32)),
        }
        self.dseq, self.eff = 0, 0
        self.ah = chain.device_hash(self.cert)


class Signed(Struct, frozen=True):
    """One entry: where it was placed, its bytes, the hash of the stream after it."""

    placed: Placed
    core: bytes
    annex: bytes | None
    sig: bytes
    h: bytes
    dev: str


class Ledger:
    """One stream, folded as it grows (implements `governance.objections.View`)."""

    def __init__(self, stream: str, server: SigningKey) -> None:
        self.stream = stream
        self.server = Device("county", stream, server, "00")
        self.cases: dict[str, Case] = {}
        self.entries: list[Signed] = []
        self._ids: set[str] = set()
        self._rules: Rules | None = None
        self._h = chain.stream_start(stream)

    # ------------------------------------------------------------ what a verdict looks at

    @property
    def rules(self) -> Rules:
        if self._rules is None:
            self._rules = rules_of(self.home, bundle())
        return self._rules

    @property
    def home(self) -> Stream:
        """The stream's own body."""
        home = self.cases.get(self.stream)
        return home if isinstance(home, Stream) else Stream(id=self.stream)

    def case(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    def stored(self, action_id: str) -> bool:
        return action_id in self._ids

    # ------------------------------------------------------------ growing

    def enter(
        self,
        device: Device,
        kind: str,
        case: str,
        p: Mapping[str, Any],
        actor: str,
        at: int,
        *,
        also: tuple[tuple[str, str | None], ...] = (),
        annex: Mapping[str, Any] | None = None,
        judged: bool = True,
    ) -> Action:
        """Seal, judge, place and fold one action; one that does not take effect is a mistake of the history."""
        core = core_bytes(self._sealed(device, kind, case, p, actor, at - ON_THE_WAY_MS, also, annex))
        action = read_trusted(core)  # as the county got it
        ah = chain.action_hash(device.ah, core)
        device.eff = effective(at, device.eff, action.t)
        verdict = judge(action, ah, device.eff, self) if judged else Verdict("a")
        changed = fold(action, verdict, device.eff, self) if judged else ()
        if verdict != Verdict("a") or (judged and not changed):
            said = refusal(kind, case, dict(p), actor, device.eff, self)
            raise AssertionError(f"{kind} took no effect: {verdict}, {said}")
        for body in changed:
            self.cases[body.id] = body
            if body.id == self.stream:
                self._rules = None
        self._ids.add(action.id)
        device.dseq, device.ah = action.dseq, ah
        self._place(device, core, canonical(dict(annex)) if annex is not None else None, ah, at)
        return action

    def _sealed(
        self,
        device: Device,
        kind: str,
        case: str,
        p: Mapping[str, Any],
        actor: str,
        t: int,
        also: tuple[tuple[str, str | None], ...],
        annex: Mapping[str, Any] | None,
    ) -> Action:
        known = self.cases.get(case)
        decides = kind not in FACTS and not kind.startswith("sys.")
        private = {"px": chain.annex_commitment(annex)} if annex is not None else {}
        web = {"via": "web"} if device is self.server and not kind.startswith("sys.") else {}
        return Action(
            actor=actor,
            also=also,
            base=known.base if known is not None and decides else None,
            case=case,
            cq=0,
            dev=device.id,
            dseq=device.dseq + 1,
            hlc=hlc(t, 0),
            id=id_at(t, f"{device.id} {device.dseq + 1}"),
            kind=kind,
            p={**p, **private},
            stream=self.stream,
            t=t,
            v=1,
            w=t,
            **web,
        )

    def _place(self, device: Device, core: bytes, annex: bytes | None, ah: bytes, st: int) -> None:
        sig = device.key.sign(chain.signed_action(ah))
        placed = Placed(len(self.entries) + 1, st, "a", "", None)
        self._h = chain.entry_hash(self._h, placed.seq, st, "a", "", None, ah, sig)
        self.entries.append(Signed(placed, core, annex, sig, self._h, device.id))

    # ------------------------------------------------------------ read back

    def pages(self, lines: int, after: int = 0, until: int | None = None) -> Iterator[bytes]:
        """The entries after one number up to another, as the bodies of pages with their signed ends."""
        until = len(self.entries) if until is None else until
        for start in range(after, until, lines):
            part = self.entries[start : min(start + lines, until)]
            last = part[-1]
            end = End(1, chain.b64(last.h), last.placed.seq, last.placed.st, self.stream)
            sig = self.server.key.sign(chain.head_message(end.head))
            cut = [wire.pull_line(one.placed, one.core, one.annex, one.sig) for one in part]
            yield wire.body([*cut, wire.end_line(end, sig, last.placed.seq < len(self.entries))])
