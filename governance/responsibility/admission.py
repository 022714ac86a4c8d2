"""清单外交办准入: a department that wants a town to do what no item names must be admitted first.

Source: rulebook §5.4. APPLIED → REVIEWING (编办, 5 WD) → COUNTERSIGN (affected towns, 3 WD) → DECIDED → EXPIRED, the last
by time alone. Departments may not hand their own 主体责任 to towns (严禁): what is asked is held against the duty lines
of the list. An admitted matter is an item of its own, `LS-…`, for its towns and its days.
"""

from msgspec import Struct
from msgspec.structs import replace

from governance.catalogue.catalogue import Catalogue
from governance.catalogue.duties import Item, Line
from governance.ledger.case import Case
from governance.refusal import Refusal
from governance.responsibility.suggestions import pieces
from governance.rulebook import Rules
from governance.time.clocks import Clock, due_at, started
from governance.time.working_time import date_of, local_day

APPLIED, REVIEWING, COUNTERSIGN = "APPLIED", "REVIEWING", "COUNTERSIGN"
DECIDED, EXPIRED = "DECIDED", "EXPIRED"
NAMES = {
    APPLIED: "已申请",
    REVIEWING: "审核中",
    COUNTERSIGN: "乡镇会签",
    DECIDED: "已决定",
    EXPIRED: "已到期",
}
ADMIT, REFUSE = "admit", "refuse"
RULINGS = {ADMIT: "准入", REFUSE: "不准入"}
AREA, AREA_NAME, PREFIX = "LS", "清单外准入", "LS-"

# kind → (name of the action, states in which it may stand)
TABLE: dict[str, tuple[str, frozenset[str]]] = {
    "access.apply": ("申请准入", frozenset()),
    "access.review": ("准入审核", frozenset({APPLIED, REVIEWING})),
    "access.countersign": ("准入会签", frozenset({COUNTERSIGN})),
    "access.decide": ("准入决定", frozenset({COUNTERSIGN})),
}


class Opinion(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What an affected town said (乡镇会签意见)."""

    town: str  # area code
    word: str  # AGREE, DISAGREE
    by: str
    at: int
    reason: str = ""


class Admission(Case, tag="access", frozen=True, kw_only=True, omit_defaults=True):
    """What the county's ledger says of an application."""

    state: str
    moved: int
    at: int
    dept: str
    by: str
    matter: str  # 事项
    basis: str  # 依据
    why: str  # 为何需镇办
    support: str  # 人财物保障
    since: str  # YYYY-MM-DD, included
    until: str  # YYYY-MM-DD, excluded
    towns: tuple[str, ...]  # area codes
    duties: tuple[str, ...]  # what the towns are to do, one line each
    task: str = ""  # the C1 call of an emergency that it is filed for afterwards
    opinions: tuple[Opinion, ...] = ()
    ruling: str = ""
    reason: str = ""
    code: str = ""  # of the temporary item
    clocks: tuple[Clock, ...] = ()

    @property
    def final(self) -> bool:
        """Whether nothing is to be decided any more."""
        return self.state in (DECIDED, EXPIRED)

    @property
    def label(self) -> str:
        """The state in Chinese, once decided with the ruling."""
        return RULINGS[self.ruling] if self.state == DECIDED and self.ruling else NAMES[self.state]

    def last_step(self, units: tuple[str, ...]) -> int:
        """The last move."""
        return self.moved

    def opinion_of(self, town: str) -> Opinion | None:
        """What a town said."""
        return next((opinion for opinion in self.opinions if opinion.town == town), None)


def wrong_state(case: Admission, kind: str) -> Refusal:
    """What a person reads when an action doesn't fit the present state."""
    return Refusal(
        "wrong-state", f"准入申请【{case.label}】，不可【{TABLE[kind][0]}】；请刷新后按当前状态办理。"
    )


def state_at(case: Admission, at: int) -> Admission:
    """The application as time alone left it: an admitted matter is EXPIRED after its last day (derived)."""
    over = case.state == DECIDED and case.ruling == ADMIT and _day(at) >= case.until
    return replace(case, state=EXPIRED) if over else case


def _day(at: int) -> str:
    return date_of(local_day(at)).isoformat()


# ---------------------------------------------------------------- the temporary item


def code_of(case_id: str, at: int) -> str:
    """The code of the temporary item (临时事项码): `LS-2603-7F3A2C`, month and case."""
    return f"{PREFIX}{date_of(local_day(at)).strftime('%y%m')}-{case_id.replace('-', '')[-6:].upper()}"


def temporary(case: Admission) -> tuple[Item, tuple[Line, ...]] | None:
    """The item that an admitted matter is, with its lines; None for what was not admitted."""
    if case.ruling != ADMIT or not case.code:
        return None
    item = Item(
        code=case.code,
        area_code=AREA,
        area=AREA_NAME,
        name=case.matter,
        lead_dept=case.dept,
        county_depts=(case.dept,),
        main_duty=f"{case.matter}；保障：{case.support}",
        township_duty="；".join(case.duties),
        law_names=(case.basis,),
        procedure=(),
        procedure_kind="",
        version=1,
        effective_from=case.since,
        effective_to=case.until,
        towns=case.towns,
    )
    sides = [("COUNTY", case.dept, item.main_duty), *(("TOWN", "T-ZHS", duty) for duty in case.duties)]
    lines = tuple(
        Line(
            item_code=case.code,
            line_no=no,
            side=side,
            dept_or_role=who,
            text=text,
            mandatory=side == "TOWN",
            evidence="记录" if side == "TOWN" else "文书",
        )
        for no, (side, who, text) in enumerate(sides, 1)
    )
    return item, lines


# ---------------------------------------------------------------- what departments may not hand down


def direct_hits(dept: str, duties: tuple[str, ...], catalogue: Catalogue, day: str) -> tuple[Line, ...]:
    """The department's own 主体责任 lines in force that what the towns are to do comes down to (直接命中).

    A line is hit when two thirds of the distinct two-character pieces of its text stand in one of the duties.
    """
    said = [pieces(duty) for duty in duties]
    found: list[Line] = []
    for code in sorted(catalogue.versions):
        item = catalogue.item_on(code, day)
        if item is None or code.startswith(PREFIX):
            continue
        own = (line for line in catalogue.lines_of(code, item.version) if _is_main_duty(line, dept))
        found += [line for line in own if any(_is_hit(pieces(line.text), duty) for duty in said)]
    return tuple(found)


def _is_main_duty(line: Line, dept: str) -> bool:
    return line.side == "COUNTY" and line.dept_or_role == dept


def _is_hit(wanted: set[str], said: set[str]) -> bool:
    return bool(wanted) and 3 * len(wanted & said) >= 2 * len(wanted)


# ---------------------------------------------------------------- a department's task at the town's door


def task_refusal(
    dept: str, item: str, clauses: tuple[str, ...], town: str, grade: str, at: int, rules: Rules
) -> Refusal | None:
    """Refuse a department's task to a town that rests on no 乡镇配合责任 of an item or admitted matter (§5.4).

    `clauses` = the 条款号 it rests on. While an 应急响应 is declared a C1 may come first and be filed afterwards.
    """
    day = _day(at)
    if not item and grade == "C1" and any(emergency.holds(day) for emergency in rules.emergencies):
        return None
    found = rules.catalogue.item_on(item, day) if item else None
    if found is None or not found.holds_in(town):
        return Refusal("not-listed", "清单外事项，请先办理准入。")
    if dept not in found.county_depts:
        return Refusal("not-listed", f"本部门不是事项【{item}】的责任部门；清单外事项，请先办理准入。")
    for clause in clauses:
        line = rules.catalogue.clause(clause, found.version) if clause.startswith(f"{item}-") else None
        if line is None:
            return Refusal("bad-clause", f"事项【{item}】没有条款【{clause}】；请选事项的乡镇配合责任。")
        if line.side == "COUNTY":
            return Refusal(
                "own-duty",
                f"【{clause}】是县级部门主体责任，严禁转嫁乡镇；请由【{rules.name_of(line.dept_or_role)}】办理。",
            )
    return None if clauses else Refusal("bad-clause", "交办须写明所依的乡镇配合责任条款；请选择条款。")


def filing_due(at: int, rules: Rules) -> int | None:
    """Until when the admission of an emergency's C1 must be applied for (补办准入, 3 WD)."""
    limit = rules.find_limit("access", "FILE")
    return due_at(started("FILE", at, limit), rules.calendar) if limit is not None else None
