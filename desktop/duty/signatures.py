"""Who has signed the sheet so far (签字), and who is still to sign. Free of Qt."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from desktop import times
from desktop.duty import people, texts
from desktop.duty.faces import Signer, Signing
from desktop.duty.sheet import KEYS
from governance.rulebook import Rules

OUT, IN, LEADER = "out", "in", "leader"
LABELS = {OUT: texts.OUT, IN: texts.IN, LEADER: texts.LEADER}
LACKING = ((OUT, texts.LACK_OUT), (IN, texts.LACK_IN))
NAMED = 2  # sections named among what lacks


class Signature(Struct, frozen=True):
    """Somebody signed."""

    user: str
    at: int
    password: str = ""  # of who takes over, until his session at the county is open


class Signatures:
    """The signatures of one sheet; they live as long as the sheet is on the screen."""

    def __init__(self) -> None:
        self._signed: dict[str, Signature] = {}
        self._chosen: dict[str, str] = {}

    def __getitem__(self, who: str) -> Signature:
        return self._signed[who]

    def __contains__(self, who: str) -> bool:
        return who in self._signed

    def choose(self, who: str, user: str) -> None:
        """Another person is to sign; a signature of somebody else is taken back."""
        self._chosen[who] = user
        if who in self._signed and self._signed[who].user != user:
            del self._signed[who]

    def add(self, who: str, one: Signature) -> None:
        """He signed."""
        self._signed[who] = one

    @property
    def users(self) -> list[str]:
        """Everybody who signed, the one who hands over first."""
        return [self._signed[who].user for who in (OUT, IN, LEADER) if who in self._signed]

    def signer(self, who: str, rules: Rules) -> Signer:
        """Who signs there, or may be chosen to."""
        span = people.running(rules)
        now = span.operator if span is not None else ""
        among = self._among(who, now, rules)
        chosen = self._chosen.get(who) or people.likely(rules, among)
        signed = self._signed.get(who)
        said = texts.SIGNED_AT.format(at=times.clock_second(signed.at)) if signed is not None else ""
        return Signer(who, LABELS[who], among, chosen, said)

    def _among(self, who: str, now: str, rules: Rules) -> tuple[people.Person, ...]:
        if who == OUT:
            user = rules.directory.users.get(now)
            return ((now, user.name),) if user is not None else ()
        if who == IN:
            return tuple(one for one in people.takers(rules) if one[0] != now)
        return people.leaders(rules)

    def state(self, ticked: Mapping[str, object], rules: Rules, unexplained: Sequence[str] = ()) -> Signing:
        """How far it is; `unexplained` are the 跳号 that nobody said anything of."""
        lacking = [texts.SECTIONS[key] for key in KEYS if key not in ticked]
        if unexplained:
            lacking.insert(0, texts.UNEXPLAINED.format(numbers="、".join(unexplained[:NAMED])))
        lacking += [said for who, said in LACKING if who not in self._signed]
        few = "、".join(lacking[:NAMED]) + ("等" if len(lacking) > NAMED else "")
        return Signing(
            tuple(self.signer(who, rules) for who in (OUT, LEADER, IN)),
            frozenset(ticked),
            texts.TICKED.format(n=len(ticked)),
            texts.LACKING.format(what=few) if lacking else texts.READY,
            not lacking,
        )
