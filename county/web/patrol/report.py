"""Reporting an event from the ground (上报): what and where are enough; photos follow in the same transaction.

Source: rulebook §3.1 (required fields), §1.4 (own area). The county numbers it; its device pair is `00`.
"""

from county.acts import Answer, Wish, done
from county.streams import Work
from county.web import photos
from county.web.acting import ACTION, BAD_ID, Kept, read_photos
from county.web.asked import Asked, Missing, Moved, Outcome, Shown
from county.web.cards import key_of
from county.web.fields import Field, Option, Payload, Typed, options, plain, point, too_long
from county.web.frame import frame, may_report
from county.web.offices import Person
from county.web.place_names import name_of
from county.web.snapshot import Snapshot
from county.web.workplace import Workplace
from db.ids import is_id, new_id
from governance.catalogue.urgencies import URGENCIES
from governance.places.codes import contains, town_of
from governance.refusal import Refusal
from governance.rulebook import Rules

KIND = "event.report"
CENTRE_CHANNELS = {"12345": "12345热线", "UP": "上级交办"}


def report_page(
    place: Workplace, asked: Asked, no: Refusal | None = None, action_id: str = "", status: int = 200
) -> Outcome:
    """`/report`: the form, empty or with what was typed and why it was not taken."""
    if not may_report(asked.person):
        return Missing()
    with place.look() as snapshot:
        values = frame(asked, snapshot, "report") | {
            "fields": fields(snapshot, asked.person),
            "typed": asked.typed,
            "action_id": action_id or new_id(snapshot.at),
            "refused": no.sentence if no is not None else "",
        }
    return Shown(page="report.html", values=values, status=status)


def fields(snapshot: Snapshot, person: Person) -> tuple[Field, ...]:
    """What is asked: words, place, kind, urgency, photos."""
    areas = tuple(
        Option(code, name_of(code, snapshot.names))
        for stream in person.streams
        for code in grounds(person, snapshot.rules(stream))
    )
    rules = snapshot.rules(person.streams[0]) if person.streams else snapshot.rules(snapshot.county)
    kinds = tuple(
        Option(category.code, f"{category.major} · {category.minor}")
        for category in rules.catalogue.categories.values()
    )
    channel = (
        (
            Field(
                name="ch",
                label="来源",
                kind="choice",
                options=options(CENTRE_CHANNELS),
                value="12345",
                needed=True,
            ),
        )
        if person.home == "centre"
        else ()
    )
    return (
        *channel,
        Field(name="text", label="发生了什么", kind="text", needed=True),
        Field(name="area", label="在哪里", kind="select", options=areas, needed=True,
              value=areas[0].value if len(areas) == 1 else ""),
        Field(name="words", label="具体位置", note="如 桥东侧 60 米", most=60),
        Field(name="point", label="定位", kind="point", note="允许浏览器定位后自动填入，可不填"),
        Field(name="urg", label="紧急程度", kind="choice", options=options(URGENCIES), value="U3", needed=True),
        Field(name="cat", label="小类", kind="select", options=kinds, note="不确定可不选，由指挥室定性"),
        Field(name="reply", label="来电或反映人要求回复", kind="check"),
        Field(name="files", label="照片", kind="photos", note="照片 jpg 或 png，每张不超过 5 兆"),
    )  # fmt: skip


def grounds(person: Person, rules: Rules) -> list[str]:
    """Villages and grids of the town that lie in the ground of one of the person's roles, by code."""
    known = {
        grant.area
        for user in rules.directory.users.values()
        for grant in user.grants
        if grant.role in ("VILLAGE_LEAD", "GRID_WORKER") and contains(rules.home.area, grant.area)
    }
    mine = [grant.area for grant in person.user.grants]
    found = sorted(code for code in known if any(contains(ground, code) for ground in mine))
    return found or [area for area in mine if contains(rules.home.area, area)] or [rules.home.area]


def report(place: Workplace, asked: Asked) -> Outcome:
    """`POST /report`."""
    if not may_report(asked.person):
        return Missing()
    typed, action_id = asked.typed, asked.typed.one(ACTION)
    if asked.stop is not None:
        return report_page(place, asked, asked.stop.no, "", asked.stop.status)
    kept = read_photos(asked.uploads)
    no = kept if isinstance(kept, Refusal) else None if is_id(action_id) else BAD_ID
    with place.look() as snapshot:
        stream = _stream(snapshot, asked.person, typed.one("area"))
        asked_for = fields(snapshot, asked.person)
        at = snapshot.at
    no = no or too_long(asked_for, typed)
    if no is None and stream is None:
        no = Refusal("not-here", "没有选地点；请选择村或网格。")
    if no is not None or stream is None or isinstance(kept, Refusal):
        return report_page(place, asked, no, "", 422)
    wish = Wish(
        stream=stream, user=asked.person.user.id, kind=KIND, case=None, id=action_id,
        p=_payload(asked.person, typed, asked_for),
    )  # fmt: skip
    follow = new_id(at)
    answer = place.county.write(lambda work: _whole(work, wish, kept, follow))
    if isinstance(answer, Refusal):
        return report_page(place, asked, answer, action_id, 422)
    with place.look() as snapshot:
        case = snapshot.case(stream, answer.case)
        return Moved(f"/desk/{key_of(case)}?said={KIND}" if case is not None else "/desk")


def _stream(snapshot: Snapshot, person: Person, area: str) -> str | None:
    town = town_of(area) if area else None
    return next((s for s in person.streams if town is not None and snapshot.rules(s).home.area == town), None)


def _payload(person: Person, typed: Typed, asked_for: tuple[Field, ...]) -> Payload:
    found = plain(typed, asked_for)
    where = {"area": found.pop("area", ""), "text": found.pop("words", "")} | point(typed)
    found.pop("files", None)
    channel = found.pop("ch", "GRID") if person.home == "centre" else "GRID"
    return {"serial": "", "ch": channel, "place": {k: v for k, v in where.items() if v != ""}, **found}


def _whole(work: Work, wish: Wish, kept: Kept, follow: str) -> Answer | Refusal:
    """The report, then its photos as 附材料, in one transaction."""
    answer = done(work, wish)
    if isinstance(answer, Refusal) or answer.again or not kept.all or answer.case is None:
        return answer
    names = [name for found in kept.names.values() for name in found]
    attached = Wish(
        stream=wish.stream,
        user=wish.user,
        kind="event.attach",
        case=answer.case,
        id=follow,
        p={"files": names},
    )
    if not isinstance(done(work, attached), Refusal):
        for photo in kept.all:
            photos.keep(work.conn, wish.stream, answer.case, wish.user, work.st, photo)
    return answer
