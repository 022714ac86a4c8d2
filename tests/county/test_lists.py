"""The list at the county: drafts, versions and precedents reach every town by its pin, in one transaction with their act."""

from county import precedents, verify
from county.acts import Answer, act
from county.streams import County, StreamTx, Work
from db import server_ledger
from db.county_store import view_of
from governance.ledger.chain import uuid8
from governance.refusal import Refusal
from governance.responsibility.rulings import precedent_case
from governance.responsibility.versions import list_case
from governance.rulebook import Rules
from tests.county.small import TOWN, uid

ITEM = "SD-A01"


def rules_of(county: County, stream: str) -> Rules:
    with county.reading() as conn:
        view = view_of(conn, stream)
        assert view is not None
        return view.rules


def town(county: County) -> str:
    stream = county.town_of(TOWN)
    assert stream is not None
    return stream


def opened(county: County, work: Work) -> StreamTx:
    tx = work.tx(town(county))
    assert tx is not None
    return tx


def done(county: County, who: str, kind: str, case: str, p: dict[str, object], stream: str = "") -> None:
    answer = act(county, stream or county.stream, uid(who), kind, case, p)
    assert isinstance(answer, Answer), answer
    assert (answer.verdict.vd, answer.verdict.code) == ("a", "")


def test_a_published_version_is_in_the_rules_of_every_town_once_pinned(county: County) -> None:
    case = list_case(ITEM)
    edit = {
        "item": ITEM,
        "fields": {"main_duty": "认定、查处、拆除"},
        "reason": "改革",
        "submit": True,
        "review": "pass",
        "opinion": "职责、依据清楚",
        "towns": [TOWN],
    }
    done(county, "bb", "list.edit", case, edit)
    done(county, "ZF-1", "list.countersign", case, {"word": "AGREE"})
    done(county, "ZR-1", "list.countersign", case, {"word": "AGREE"})
    publish = {"item": ITEM, "version": 2, "effective_from": "2026-03-10", "doc_no": "安委办〔2026〕3号"}
    early = act(county, county.stream, uid("kl"), "list.publish", case, publish)
    assert isinstance(early, Refusal)
    assert early.code == "still-asked"  # the town has not answered
    done(
        county, "dir", "list.countersign", case, {"word": "AGREE"}
    )  # the 指挥长 is known to the county's ledger
    done(county, "kl", "list.publish", case, publish)
    assert rules_of(county, town(county)).catalogue.items[ITEM].version == 1  # as its pin has it
    county.pin_towns()
    for stream in (county.stream, *county.towns):
        catalogue = rules_of(county, stream).catalogue
        assert [item.version for item in catalogue.versions[ITEM]] == [1, 2]
        now = catalogue.item_on(ITEM, "2026-03-10")
        assert now is not None
        assert now.main_duty == "认定、查处、拆除"
    with county.reading() as conn:
        assert all(not one.differences for one in verify.verify(conn))
        head = server_ledger.head(conn, county.stream)
        assert head is not None
        recounted = verify.walked(conn, head, None)[0].rules.catalogue
    assert recounted.versions[ITEM] == rules_of(county, county.stream).catalogue.versions[ITEM]


def test_a_data_pack_does_not_change_what_was_published(county: County) -> None:
    key = "catalogue.responsibility_items.1"
    no = act(county, county.stream, uid("admin"), "config.put", None, {"key": key, "value": {"rows": []}})
    assert isinstance(no, Refusal)
    assert no.code == "by-publishing"


RULING = {
    "unit": "ZR",
    "item": "SD-A02",
    "clause": "SD-A02-2",
    "category": "050102",
    "reason": "存量归自然资源",
}


def test_a_rulings_precedent_is_written_with_it_and_the_town_is_pinned(county: County) -> None:
    ruling = uuid8(b"ruling".ljust(16))

    def keep(work: Work) -> None:
        tx = opened(county, work)
        assert precedents.objection(work, tx, ruling, "c", RULING, uid("cl"), tx.st) is None
        precedents.keep(work, tx, ruling, "c", RULING, uid("cl"))

    county.write(keep)
    (found,) = rules_of(county, town(county)).precedents
    assert (found.id, found.decided, found.item, found.clause) == (ruling, "ZR", "SD-A02", "SD-A02-2")
    with county.reading() as conn:
        view = view_of(conn, county.stream)
        assert view is not None
        assert view.case(precedent_case(ruling)) is not None
        head = server_ledger.head(conn, county.stream)
        assert head is not None
        of_town = view_of(conn, town(county))
        assert of_town is not None
        assert of_town.home.pin_seq == head.seq


def test_a_ruling_that_can_not_be_a_precedent_is_told_before_anything_is_written(county: County) -> None:
    def ask(work: Work) -> Refusal | None:
        tx = opened(county, work)
        wrong = RULING | {"category": "999999"}
        return precedents.objection(work, tx, uuid8(b"x".ljust(16)), "c", wrong, uid("cl"), tx.st)

    no = county.write(ask)
    assert no is not None
    assert no.code == "bad-category"
