"""Founding a county (建县): its own stream, one stream a town, all in one transaction, from the roster and the data pack.

Every stream begins with the county's own device there (`sys.device`, "00", signed by itself), then says whose it is,
then who works there. The county's settings are the data pack; every town is pinned to what the county said.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from msgspec import to_builtins
from sqlalchemy import Connection

from county import accounts
from county.entered import GivenScore, act_of
from county.failures import RosterError
from county.history import PastAct, relive
from county.keys import ServerKeys
from county.roster import Roster, Town
from county.streams import Seat, StreamTx, Work
from db import server_ledger
from db.county_store import CountyStore
from governance.catalogue.catalogue import to_settings
from governance.catalogue.setting import setting_case
from governance.catalogue.tables import Tables
from governance.ledger import chain
from governance.ledger.action import Action, core_bytes
from governance.ledger.stream import SERVER_NO
from governance.people.roles import User
from governance.responsibility.countersigning import TOWN_SIGNERS
from sync.county_ports import ServerDevice
from sync.envelopes import Checked
from sync.server import Act, enter, record

NAME = "县端"
CERT_VERSION = 1
BEFORE_MS = 3_600_000  # the county is there an hour before anything was done in it


def stream_of(keys: ServerKeys, area: str) -> str:
    """The stream of a town or county: always the same for the same county and code."""
    return chain.uuid8(chain.tagged("huying:stream", keys.public, area.encode()))


def found(
    store: CountyStore,
    keys: ServerKeys,
    roster: Roster,
    pack: Tables,
    st: int,
    verifier: str,
    past: Sequence[PastAct] = (),
    once: Mapping[str, str] | None = None,
    scores: Sequence[GivenScore] = (),
) -> tuple[str, ...]:
    """Found the county in an empty database, whole or not at all; gives the streams, the county's first.

    `verifier` = the password everybody begins with, as accounts keep it, but for those who have a one-time word of
    their own in `once`, by person; `past` = what its first town did before now;
    `scores` = the 县级考评分 that the county had entered.
    """
    known = [one for one in scores if one.at <= st]
    st = min([st, *(act.t - BEFORE_MS for act in past[:1]), *(one.at - BEFORE_MS for one in known[:1])])
    county = stream_of(keys, roster.county.area)
    seat = Seat(store, keys, county)

    def job(conn: Connection) -> tuple[str, ...]:
        work = Work(seat, conn, st)
        streams = [county]
        tx = _opened(work, seat, roster.county, county, "county")
        _people(tx, roster.county.people)
        _people(tx, _signers(roster))
        _settings(tx, roster.admin, pack)
        _scores(
            tx, roster.lead, known
        )  # before the towns: a pin that moves later makes every desk read all of it again
        for town in roster.towns:
            stream = stream_of(keys, town.area)
            town_tx = _opened(work, seat, town, stream, "town")
            _people(town_tx, town.people)
            town_tx.pin_if_behind()
            streams.append(stream)
            if town is roster.towns[0]:
                relive(town_tx, past, keys)
        accounts.open_accounts(conn, county, roster.logins, verifier, once)
        return tuple(streams)

    return store.write(job)


def _opened(work: Work, seat: Seat, town: Town, stream: str, kind: str) -> StreamTx:
    """The stream with its first two entries."""
    server_ledger.open_stream(work.conn, stream, seat.stream, kind)
    tx = work.sure(stream)
    _introduce(tx, seat, town)
    tx.record("sys.stream", {"kind": kind, "area": town.area, "unit": town.unit, "name": town.name})
    return tx


def _introduce(tx: StreamTx, seat: Seat, town: Town) -> None:
    """The first entry: the county's device in this stream names itself."""
    dev = chain.uuid8(chain.tagged("huying:server", seat.keys.public, tx.stream.encode(), b"1"))
    key = seat.keys.device(dev)
    cert = {
        "dev": dev,
        "iat": tx.st,
        "inc": 1,
        "name": NAME,
        "org": town.area,
        "parent": None,
        "pk": chain.b64(key.public),
        "stream": tx.stream,
        "v": CERT_VERSION,
        "xk": chain.b64(seat.keys.packet_public),
    }
    start = chain.device_hash(cert)
    action = Action(
        actor=seat.stream,
        case=tx.stream,
        cq=0,
        dev=dev,
        dseq=1,
        hlc=f"{tx.st:012x}0001",
        id=chain.uuid8(sha256(b"huying:first\0" + start).digest()),
        kind="sys.device",
        p={"cert": cert, "no": SERVER_NO, "status": "active"},
        stream=tx.stream,
        t=tx.st,
        v=1,
        w=tx.st,
    )
    core = core_bytes(action)
    ah = chain.action_hash(start, core)
    device = ServerDevice(dev, key.public, 0, start, 0, "active", True)
    enter(tx, device, [Checked(action, core, None, ah, key.sign(chain.signed_action(ah)))], tx.st)


def _people(tx: StreamTx, people: tuple[User, ...]) -> None:
    for user in people:
        grants = [to_builtins(grant) for grant in user.grants]
        tx.record("sys.user", {"user": user.id, "name": user.name, "grants": grants, "active": user.active})


def _signers(roster: Roster) -> tuple[User, ...]:
    """Who speaks for a town in the county's own ledger: countersigns of drafts and admissions (§5.2, §5.4)."""
    people = (user for town in roster.towns for user in town.people)
    return tuple(user for user in people if any(grant.role in TOWN_SIGNERS for grant in user.grants))


def _scores(tx: StreamTx, lead: User | None, scores: Sequence[GivenScore]) -> None:
    """县级考评分, each entered at its own instant by the centre's lead."""
    for one in scores:
        if lead is None:
            raise RosterError("有县级考评分，名册里却没有县社会治理中心负责人；请补上此人。")
        entry = record(act_of(one, tx.stream, lead.id), one.at, tx, tx.writer, via="web")
        if entry.vd != "a" or entry.code:
            raise AssertionError(f"score {one.month} {one.dept}: {entry.vd} {entry.code}")


def _settings(tx: StreamTx, admin: User, pack: Tables) -> None:
    """The data pack as the county's settings, put by its administrator."""
    for key, value in to_settings(pack):
        act = Act(
            id=chain.uuid8(chain.tagged("huying:put", tx.stream.encode(), key.encode())),
            actor=admin.id,
            kind="config.put",
            case=setting_case(key),
            p={"key": key, "value": value},
        )
        entry = record(act, tx.st, tx, tx.writer, via="web")
        if entry.vd != "a":
            raise AssertionError(f"setting {key}: {entry.vd} {entry.code}")
