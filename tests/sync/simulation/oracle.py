"""What must hold in every world, after every step and at the end (不变量).

Source: sync.md §1, the numbers are its. A breach is an AssertionError that names the invariant.
"""

from typing import TYPE_CHECKING

import msgspec

from governance.ledger import chain
from governance.ledger.action import Action, read_trusted
from governance.ledger.entry import Verdict
from governance.rules import KINDS
from sync.errands import HoldBack, MarkReceipted, Regress
from sync.messages import PushReply
from sync.ports import Answer, Request
from sync.wire import cut_push, split_lines
from tests.sync.simulation.desk import SimDesk
from tests.sync.simulation.memory_county import Ledger
from tests.sync.simulation.memory_fold import Folded

if TYPE_CHECKING:
    from tests.sync.simulation.world import World

UNSENT = ("D1", "D4", "DQ")


class Oracle:
    """The reference model: what was acknowledged to whom, which bytes left, what was answered."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.saved: dict[str, tuple[SimDesk, str]] = {}  # action id → desk and stream
        self.answered: dict[str, str] = {}  # id of a web act → stream
        self.left: dict[tuple[str, str, int], bytes] = {}  # (desk, stream, dseq) → core that left the process
        self.marks: dict[tuple[str, str, int], object] = {}
        self.checked: dict[str, int] = {}  # rows of each stream that were looked at
        self.looked: dict[str, tuple[object, ...]] = {}  # what was seen of a desk last time
        self.rewound = False  # the county was put back: until all is quiet desks may hold what it lost

    def restored(self, answered: set[str]) -> None:
        """The county knows no more than its backup: these web acts were in it."""
        self.rewound = True
        self.answered = {name: stream for name, stream in self.answered.items() if name in answered}
        self.checked.clear()
        self.marks.clear()

    # ---- as it happens

    def sent(self, desk: SimDesk, request: Request) -> None:
        """I5: one number never has two contents once a byte of it left."""
        if request.method != "POST" or not request.path.endswith("/actions"):
            return
        stream = request.path.split("/")[3]
        for line in split_lines(request.body, 1_000):
            core = cut_push(line).core
            number = read_trusted(core).dseq
            first = self.left.setdefault((desk.name, stream, number), core)
            assert first == core, f"I5: {desk.name} sent two contents under {number}"

    def told(self, desk: SimDesk, answer: Answer, before: dict[str, str], queued: int) -> None:
        """I25: no answer but 200 (and a 422, for the lines it names) changes the queue; I9: same line, same answer."""
        new = desk.errands[queued:]
        if answer.status not in (200, 204, 422):
            assert desk.states() == before, f"I25: {answer.status} changed the queue"
            kinds = (MarkReceipted, HoldBack, Regress)
            assert not any(isinstance(e, kinds) for _, e in new), f"I25: {answer.status} marks"
        if answer.status == 200 and b'"r":[' in answer.body[:32]:
            reply = msgspec.json.decode(answer.body, type=PushReply)
            stream = str(reply.head["stream"])
            for mark in reply.r:
                first = self.marks.setdefault((stream, desk.store.dev, mark[0]), mark)
                assert first == mark, f"I9: {first} then {mark}"

    # ---- after each step

    def look(self) -> None:
        """All that can be seen from outside at any moment."""
        for ledger in self.world.county.memory.ledgers.values():
            self._ledger(ledger)
        for desk in self.world.desks:
            self._desk(desk)

    def _ledger(self, ledger: Ledger) -> None:
        done = self.checked.get(ledger.stream, 0)
        h = ledger.hash_at(done)
        assert h is not None, "I8: the ledger got shorter"
        for row, eff in zip(ledger.rows[done:], ledger.effs[done:], strict=True):
            done += 1
            assert row.seq == done, f"I6: {row.seq} at place {done}"
            h = chain.entry_hash(h, row.seq, row.st, row.vd, row.code, row.item, row.ah, row.sig)
            assert row.h == h, f"I6: chain broken at {done}"
            action = read_trusted(row.core)
            rule = KINDS.get(action.kind)
            fact = action.kind.startswith("fact.") or (rule is not None and rule.fact)
            assert not fact or row.vd == "a", f"I10: {action.kind} {row.vd} {row.code}"
            assert row.vd != "c" or row.item is not None, f"I11: conflict {done} without an item"
            assert eff <= row.st, f"I21: effective {eff} after receipt {row.st}"
        self.checked[ledger.stream] = done

    def _desk(self, desk: SimDesk) -> None:
        store = desk.store
        seen = (desk.shown.unsent, desk.up, *store.outbox.values(), *store.read.values())
        last = self.looked.get(desk.name)
        if last is not None and all(a is b for a, b in zip(seen, last, strict=True)):
            return  # every change puts a new value in the place of the old one
        self.looked[desk.name] = seen
        for stream, rows in store.outbox.items():
            assert [row.dseq for row in rows] == list(range(1, len(rows) + 1)), f"I5: gap at {desk.name}"
            ledger, read = self.world.county.memory.ledgers[stream], store.read[stream]
            for row in rows:
                if row.state == "D5" and not self.rewound:
                    known = ledger.answers.get((store.dev, row.dseq))
                    assert known is not None, f"I3: {row.dseq} shown 已送达, not in the ledger"
                    assert known.ah == row.ah, f"I3: {row.dseq} shown 已送达, another stands in the ledger"
                    assert known.seq <= read.cursor.seq, f"I3: {row.dseq} shown 已送达, never read back"
            top = read.rows[-1] if read.rows else None
            assert read.cursor.seq == len(read.rows), f"I7: cursor and rows differ at {desk.name}"
            assert top is None or top.h == read.cursor.h, f"I7: cursor and row hash differ at {desk.name}"
            same = ledger.hash_at(read.cursor.seq) == read.cursor.h
            assert same or self.rewound, f"I14: {desk.name} holds another history"
        waiting = sum(store.counts().get(state, 0) for state in UNSENT)
        shown = desk.shown.unsent
        if desk.up and shown is not None:
            assert shown >= waiting, f"I27: {desk.name} shows {shown} unsent, {waiting} are"

    # ---- at the end

    def end(self) -> None:
        """Faults over, everybody online, all quiet: nothing lost, nothing twice, everybody sees the same."""
        self.rewound = False
        self.looked.clear()
        self.look()
        ledgers = self.world.county.memory.ledgers
        counts: dict[str, int] = {}
        for ledger in ledgers.values():
            for row in ledger.rows:
                name = read_trusted(row.core).id
                counts[name] = counts.get(name, 0) + 1
        for name, (desk, _) in self.saved.items():
            held = any(row.action_id == name for rows in desk.store.outbox.values() for row in rows)
            assert held, f"I2: {name} was saved at {desk.name} and is gone"
            assert counts.get(name, 0) == 1 or desk.forked, (
                f"saved {name} is {counts.get(name, 0)}× in the ledger"
            )
        for name in self.answered:
            assert counts.get(name, 0) == 1, f"web act {name} is {counts.get(name, 0)}× in the ledger"
        for desk in self.world.desks:
            left = [row.dseq for rows in desk.store.outbox.values() for row in rows if row.state != "D5"]
            assert not left or desk.forked, f"{desk.name} still holds {left}"
        for ledger in ledgers.values():
            self._same_everywhere(ledger)
            self._one_item_each(ledger)

    def _same_everywhere(self, ledger: Ledger) -> None:
        """I13, I14: all replicas equal, and equal to a fold from the first entry."""
        again = Folded(ledger.stream, ledger.folded.county_entries)
        last: dict[str, int] = {}
        entries = ledger.entries(0, len(ledger.rows))
        for (action, verdict, eff), row in zip(entries, ledger.rows, strict=True):
            again.take(action, verdict, eff, (last.get(action.dev, 0), row.st))
            last[action.dev] = eff
        digest = ledger.folded.digest
        assert again.digest == digest, f"I13: a fold from 1 differs in {ledger.stream}"
        head = ledger.head()
        for desk in self.world.desks:
            read = desk.store.read[ledger.stream]
            if desk.forked:
                continue
            here = (read.cursor.epoch, read.cursor.seq, read.cursor.h)
            assert here == (head.epoch, head.seq, head.h), (
                f"I14: {desk.name} stands at {here[:2]}, not {head.seq}"
            )
            assert read.folded.digest == digest, f"I14: {desk.name} folded otherwise"

    def _one_item_each(self, ledger: Ledger) -> None:
        """I11: each conflict has one item, open until a person resolves it; a further stray opens it again."""
        open_items: dict[str, bool] = {}
        cases: dict[str, str] = {}
        for row in ledger.rows:
            action: Action = read_trusted(row.core)
            if row.vd == "c" and row.item is not None and action.case is not None:
                if row.code == "stale-base":
                    assert row.item == chain.item_id(row.ah), "I11: an item that is not its conflict's"
                open_items[row.item], cases[row.item] = True, action.case
            if action.kind == "conflict.resolve" and Verdict(row.vd, row.code) == Verdict("a"):
                open_items[str(action.p["item"])] = False
        for item, case_id in cases.items():
            case = ledger.folded.case(case_id)
            if case is not None:
                there = sum(found.id == item for found in case.items)
                assert there == open_items[item], f"I11: item {item} stands {there} times"
