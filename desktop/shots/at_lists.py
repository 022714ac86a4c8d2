"""清单 in its main states: an item, its two versions, 判责, what waits for the town, nothing found."""

from msgspec.structs import replace
from PySide6.QtCore import Qt

from desktop.events.page import EventsPage
from desktop.lists.library import SeatLibrary, Shelf
from desktop.lists.page import ListsPage
from desktop.seat import Operator
from desktop.shots.scene import Scene
from desktop.shots.shot import Pose, Shot
from governance.catalogue.duties import Manual
from governance.responsibility.admission import COUNTERSIGN as ASKED
from governance.responsibility.admission import Admission
from governance.responsibility.in_force import with_lists
from governance.responsibility.precedents import Precedent
from governance.responsibility.versions import COUNTERSIGN, PUBLISHED, Draft, ListItem, Published, list_case
from governance.rulebook import Rules
from governance.time.clocks import started

ITEM, DRAFTED = "SD-B02", "SD-A01"
SINCE = "2026-03-01"
CATEGORY_WORDS = "露天焚烧"


class Revised(SeatLibrary):
    """The list after the county published a second version of an item and sent a draft of another around."""

    @property
    def rules(self) -> Rules:
        """With the second version and a precedent."""
        pinned = super().rules
        catalogue = with_lists(pinned.catalogue, [_published(pinned)])
        return replace(pinned, catalogue=catalogue, precedents=(*pinned.precedents, _precedent(pinned)))

    async def shelf(self) -> Shelf:
        """With the draft and an application that wait for this town."""
        return replace(
            await super().shelf(),
            drafts=(_draft(super().rules, self.now()),),
            admissions=(_application(super().rules, self.now()),),
            address="http://10.12.0.8:8790",
        )


def _published(rules: Rules) -> ListItem:
    item, lines = rules.catalogue.items[ITEM], rules.catalogue.lines_of(ITEM)
    second = replace(
        item,
        version=2,
        effective_from=SINCE,
        doc_no="安和编办〔2026〕12 号",
        main_duty="划定禁烧区、综合利用指导、查处，汇总通报火点",
        manual=Manual(
            definition="在禁烧区露天焚烧秸秆、落叶、垃圾等产生烟尘的行为。",
            applies="田间地头、房前屋后、沟渠路边的露天焚烧。",
            not_applies="持证的垃圾焚烧设施，厂区内工艺燃烧。",
            confusable="焚烧建筑垃圾走 SD-B09；烧荒引发山火走 SD-C07，按特急先呼后签。",
            returns="田块跨两镇的，以起火点所在镇配合。",
        ),
    )
    changed = [replace(line, version=2) for line in lines]
    changed[4] = replace(changed[4], text="现场扑灭与劝阻，防止复燃")
    told = replace(changed[5], line_no=7, text="告知并记录，拒签写明见证人", evidence="告知书")
    return ListItem(
        id=list_case(ITEM),
        code=ITEM,
        state=PUBLISHED,
        moved=0,
        versions=(Published(item=second, lines=(*changed, told), by="", at=0),),
    )


def _precedent(rules: Rules) -> Precedent:
    category = next(one.code for one in rules.catalogue.categories.values() if ITEM in one.related_items)
    return Precedent(
        id="0197-2607",
        category=category,
        item=ITEM,
        decided=rules.catalogue.items[ITEM].lead_dept,
        reason="企业院内焚烧包装物，主体为县生态环境部门，镇配合取证。",
        valid_from="2026-02-11",
        clause=f"{ITEM}-1",
        place_kind="企业",
    )


def _draft(rules: Rules, now: int) -> ListItem:
    item, lines = rules.catalogue.items[DRAFTED], rules.catalogue.lines_of(DRAFTED)
    limit = rules.find_limit("list", "COUNTERSIGN")
    return ListItem(
        id=list_case(DRAFTED),
        code=DRAFTED,
        state=COUNTERSIGN,
        moved=now,
        draft=Draft(item=item, lines=lines, reason="机构改革后主办部门调整"),
        asked=(*item.county_depts, rules.home.area),
        clocks=(started("COUNTERSIGN", now, limit),) if limit is not None else (),
    )


def _application(rules: Rules, now: int) -> Admission:
    return Admission(
        id="access",
        state=ASKED,
        moved=now,
        at=now,
        dept="ZR",
        by="",
        matter="测量标志看护",
        basis="测量标志保护条例",
        why="标志散在各村，部门无人常驻",
        support="每点每年补助二百元",
        since="2026-04-01",
        until="2026-07-01",
        towns=(rules.home.area,),
        duties=("每季查看辖区测量标志",),
    )


def page_of(scene: Scene) -> ListsPage:
    """The page of the scene."""
    page = scene.frame.go.named("lists")
    assert isinstance(page, ListsPage)
    return page


async def revised(scene: Scene) -> ListsPage:
    """The page with the county's news on it, the item chosen."""
    page = page_of(scene)
    page.presenter.library = Revised(scene.room.seat)
    await page.presenter.read()
    page.presenter.choose(ITEM)
    await scene.still()
    return page


def _showing(*actions: str) -> Pose:
    async def pose(scene: Scene) -> None:
        await revised(scene)
        for action in actions:
            await scene.do(action)

    return pose


async def _of_case(scene: Scene) -> None:
    page = await revised(scene)
    calls = [row for rows in (await page.presenter.library.shelf()).calls.values() for row in rows]
    page.show_item(ITEM, 1, calls[0].case_id)
    await scene.pause()


async def _asked(scene: Scene) -> None:
    await revised(scene)
    await scene.do("choice_6")
    await scene.type(CATEGORY_WORDS)
    await scene.press(Qt.Key.Key_Return)
    await scene.do("primary")


async def _nothing(scene: Scene) -> None:
    await scene.do("find")
    await scene.type("查无此项")
    await scene.pause()


async def _initials(scene: Scene) -> None:
    await scene.do("find")
    await scene.type("ltfs")
    await scene.pause()


async def _command(scene: Scene) -> None:
    await scene.do("command")
    await scene.type("ltfs")
    await scene.pause()


async def _listed_call(scene: Scene) -> None:
    """A call whose item changed since: the banner in its dossier."""
    shelf = await page_of(scene).presenter.library.shelf()
    found = next(row for code, rows in shelf.calls.items() for row in rows if code)
    scene.frame.go.case(found.case_id)
    await scene.still()


async def _whole(scene: Scene) -> None:
    """全卷 of a case before a leader who may export its file."""
    users = scene.room.seat.rules.directory.users.values()
    user = next(user for user in users if any(grant.role == "DIRECTOR" for grant in user.grants))
    scene.room.seat.sit(Operator(user.id, user.name, ("DIRECTOR",)))
    page = scene.frame.go.named("events")
    assert isinstance(page, EventsPage)
    page.whole.open(scene.find(states=("SIGNED",)))
    await scene.pause()


SHOTS = (
    Shot(name="command_item", pose=_command),
    Shot(name="calls_item", page="calls", pose=_listed_call, alone=True),
    Shot(name="events_duty_file", page="events", pose=_whole, alone=True),
    Shot(name="lists", page="lists"),
    Shot(name="lists_150", page="lists", scale=150),
    Shot(name="lists_found", page="lists", pose=_initials, alone=True),
    Shot(name="lists_nothing", page="lists", pose=_nothing, alone=True),
    Shot(name="lists_versions", page="lists", pose=_showing(), alone=True),
    Shot(name="lists_manual", page="lists", pose=_showing("choice_2"), alone=True),
    Shot(name="lists_related", page="lists", pose=_showing("choice_3", "choice_7"), alone=True),
    Shot(name="lists_of_case", page="lists", pose=_of_case, alone=True),
    Shot(name="lists_asked", page="lists", pose=_asked, alone=True),
)
