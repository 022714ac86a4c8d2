"""What was said on a call (呼叫记事): returns, 会商 and 审定, 延期 and 挂账, findings and appeals, precedents, as sections.

Source: rulebook §3.6, §3.7, §4.4, §4.5. Who has to decide reads here what is asked, by whom and on what ground.
"""

from collections.abc import Iterator

from county.web.call_forms import today
from county.web.dossier import Section, who_of
from county.web.sight import told_text
from governance import appeals
from governance.calls import findings, states
from governance.calls.call import BAD, Call
from governance.calls.consultation import WAYS
from governance.calls.payloads import REFUSE_CODES
from governance.calls.precedents import applying
from governance.events.event import Event
from governance.events.payloads import RATINGS
from governance.handling import extension, suspension
from governance.handling.handled import Extension
from governance.ledger.case import Case
from governance.responsibility.changes import HOW, between, changed_since
from governance.rulebook import Rules
from governance.time import words as times
from governance.time.limits import COUNTED_IN_MINUTES, MINUTES_PER_HOUR

_AFTER_REFUSAL = {"TOWN": "由镇办理，说明见往来"}
_CHANGES = 6  # told on the page; the item's own page has all
_APPROVED = {"deny": "未批准", "approve": "已批准"}


def sections(call: Call, parent: Case | None, now: int, rules: Rules) -> tuple[Section, ...]:
    """Everything that was said, what was asked first."""
    return (
        *_refused(call, now),
        *_changed_since(call, now, rules),
        *_asked(call, parent),
        *_precedents(call, parent, now, rules),
        *_returns(call, now, rules),
        *_heard(call, now, rules),
        *time_sections(call, now, rules),
        *_ratings(call, now, rules),
        *_findings(call, now, rules),
    )


def _refused(call: Call, now: int) -> Iterator[Section]:
    """Why the centre did not take it; the words it gave stand in the exchange below."""
    if call.repair is not None and call.repaired is None:
        words = "信息不全，等镇补全后再受理；补全前受理时限停计，缺什么见往来。"
        yield Section("待镇补全", (words,), times.short(call.repair, now))
    if call.state == states.REFUSED:
        reason = REFUSE_CODES.get(call.refused, call.refused)
        yield Section("平台不予受理", (f"{reason}；{_AFTER_REFUSAL.get(call.refused, '说明见往来')}。",))


def _changed_since(call: Call, now: int, rules: Rules) -> Iterator[Section]:
    """The banner of §5.2: the item has another version by now; this call keeps its own."""
    newer = changed_since(call.item, call.item_version, today(now), rules.catalogue) if call.item else None
    if newer is None:
        return
    changes = between(call.item, call.item_version, newer.version, rules.catalogue)
    head = f"事项 {call.item} 自 {newer.effective_from} 起为第 {newer.version} 版，本呼叫仍按第 {call.item_version} 版办理。"
    told = tuple(f"{HOW[one.how]}{one.what}：{one.after or one.before}" for one in changes[:_CHANGES])
    yield Section("清单已有新版", (head, *told))


def _asked(call: Call, parent: Case | None) -> Iterator[Section]:
    if isinstance(parent, Event):
        yield Section("情况", (told_text(parent.text),))
    yield Section("请求事项", (told_text(call.ask),))
    if call.reason:
        yield Section("清单外或直呼理由", (told_text(call.reason),))


def _precedents(call: Call, parent: Case | None, now: int, rules: Rules) -> Iterator[Section]:
    """A live precedent stands on every call of its 小类 and item, before anybody thinks of a return (§4.5)."""
    for one in applying(call, parent, now, rules):
        words = f"由{rules.name_of(one.decided)}承办"
        if one.reason:
            words += f"。{told_text(one.reason)}"
        where = f"，限{one.place_kind}" if one.place_kind else ""
        yield Section("现行判例", (words,), f"{one.valid_from} 起{where}，依据 {one.clause or one.item}")


def _returns(call: Call, now: int, rules: Rules) -> Iterator[Section]:
    for n, slip in enumerate(call.returns, 1):
        ruled = appeals.RULINGS.get(slip.ruling, "待审")
        words = f"依据 {told_text(slip.clause)}；建议{rules.name_of(slip.suggested)}；{ruled}"
        told = (f"与判例不同之处：{told_text(slip.differs)}",) if slip.differs else ()
        note = f"{times.short(slip.at, now)} {who_of(slip.by, rules)}"
        yield Section(f"第 {n} 次退单（{rules.name_of(slip.dept)}）", (words, *told), note)


def _heard(call: Call, now: int, rules: Rules) -> Iterator[Section]:
    """召集、纪要、审定."""
    if call.convened is not None and not call.minutes:
        yield Section("会商", ("已召集，纪要未记。",), times.short(call.convened, now))
    for said in call.minutes:
        sides = tuple(
            f"{rules.name_of(side.unit)}：{told_text(side.clause)} {told_text(side.text)}".rstrip()
            for side in said.sides
        )
        end = f"一致由{rules.name_of(said.agreed)}承办" if said.agreed else "没有一致意见"
        note = f"{WAYS.get(said.way, said.way)}，{times.short(said.at, now)}"
        yield Section("会商纪要", (*sides, end), note)
    if (one := call.ruling) is not None:
        words = f"由{rules.name_of(one.unit)}承办；依据 {told_text(one.clause)}；{told_text(one.reason)}"
        yield Section("审定", (words,), f"{times.short(one.at, now)} {who_of(one.by, rules)}")


def time_sections(call: Call | Event, now: int, rules: Rules) -> Iterator[Section]:
    """延期 and 挂账 that were asked for, and how they stand; on events and calls alike."""
    for asked in call.extensions:
        standing = extension.standing(asked, now, rules.calendar)
        words = f"{_more(call, asked)}；{told_text(asked.reason)}；{extension.NAMES[standing]}"
        note = f"{times.short(asked.at, now)} {who_of(asked.by, rules)}"
        yield Section(f"延期申请（{rules.name_of(asked.unit)}）", (words,), note)
    for held in call.suspensions:
        words = f"{suspension.GROUNDS.get(held.code, held.code)}；{told_text(held.plan)}；挂账至 {held.until or held.wanted}"
        ended = "；已恢复办理" if held.resumed is not None else ""
        ruled = _APPROVED.get(held.ruling, "待批准")
        note = f"{times.short(held.at, now)} {who_of(held.by, rules)}"
        yield Section(f"挂账申请（{rules.name_of(held.unit)}）", (f"{words}；{ruled}{ended}",), note)


def _more(case: Call | Event, asked: Extension) -> str:
    clock = case.clock("HANDLE", asked.task)
    cal = clock.cal if clock is not None else "WD"
    n = asked.n // MINUTES_PER_HOUR if cal in COUNTED_IN_MINUTES else asked.n
    return f"再要 {n} {times.UNITS.get(cal, '')}"


def _ratings(call: Call, now: int, rules: Rules) -> Iterator[Section]:
    """乡镇评价 of each department, its one reply beside it (§4.6)."""
    for task in call.active:
        if (one := task.rating) is not None:
            slow = "，响应不满意" if one.respond == BAD != one.satisfied else ""
            words = f"{RATINGS.get(one.satisfied, one.satisfied)}{slow} {told_text(one.reason)}".rstrip()
            proof = (f"证据：{'、'.join(map(told_text, one.files))}",) if one.files else ()
            reply = (f"部门答复：{told_text(task.reply)}",) if task.reply else ()
            note = times.short(one.at, now) if one.at else ""
            yield Section(f"乡镇评价（{rules.name_of(task.dept)}）", (words, *proof, *reply), note)


def _findings(call: Call, now: int, rules: Rules) -> Iterator[Section]:
    """异常判定 with the facts each rests on, then the appeals against them."""
    for one in findings.findings(call, now, rules, now):
        ground = f"：{findings.GROUNDS[one.ground]}" if one.ground in findings.GROUNDS else ""
        facts = "；".join(f"{fact.name} {times.short(fact.at, now)}" for fact in one.facts)
        status = findings.STATUSES[one.status]
        if one.status == findings.EXPLAINING:
            status += f"至 {times.short(one.explain_until, now)}"
        name = f"{rules.name_of(one.dept)}{findings.NAMES[one.rule]}{ground}"
        yield Section(f"异常判定：{name}", (facts,), status)
    for appeal in call.appeals:
        against = appeals.RULES.get(appeal.rule, "本件超时")
        words = f"针对{against}；{appeals.RULINGS.get(appeal.ruling, '待裁定')}"
        note = f"{times.short(appeal.at, now)} {who_of(appeal.by, rules)}"
        yield Section(f"申诉（{rules.name_of(appeal.unit)}）", (words,), note)
