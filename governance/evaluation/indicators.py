"""The indicators (指标): one named value each, with what is counted, out of what, and what is left out.

Source: rulebook §7.1. How each one judges a fact is `judging`.
"""

from collections.abc import Mapping

from msgspec import Struct

from governance.calls.findings import LATE_RESPONSE, NO_RESPONSE
from governance.evaluation import judging
from governance.evaluation.facts import (
    Closed,
    DeptOwed,
    DeptRated,
    Dispatched,
    Fact,
    Looked,
    Owed,
    ReturnRuled,
    Revisited,
    Step,
    Told,
)
from governance.evaluation.judging import Judge

RATE, COUNT = "rate", "count"


class Indicator(Struct, frozen=True, kw_only=True):
    """One indicator (指标)."""

    code: str
    name: str
    numerator: str  # 分子
    denominator: str  # 分母, "" for a count
    note: str  # 口径: what is left out, and how it is read
    of: type[Fact]
    judge: Judge
    form: str = RATE
    scored: bool = True  # 代录率 is printed, never scored

    @property
    def basis(self) -> str:
        """口径 as it is printed."""
        share = f"{self.numerator} / {self.denominator}" if self.denominator else self.numerator
        return f"{share}；{self.note}" if self.note else share


SAMPLED_NOTE = "登记台账不在本系统，按月录入样本，样本量即分母；未录入的不计"


def _register(code: str, name: str, numerator: str, denominator: str, note: str = SAMPLED_NOTE) -> Indicator:
    return Indicator(
        code=code, name=name, numerator=numerator, denominator=denominator,
        note=note, of=Looked, judge=judging.looked(code), scored=False,
    )  # fmt: skip


_GONE = "豁免、挂账、停计未到期、作废、归并、拆分母案、改派、退单成立、不予受理、时间待核、代录异议未裁定不计"

_EVENTS = (
    Indicator(
        code="appeal_count", name="诉求数", numerator="本期登记的每条来电记录，含归并、不予受理和作废的", denominator="",
        note="拆分子案没有来电人，不算；作废的列在事件数的不计项，由事件数减去", of=Told, judge=judging.appeal, form=COUNT,
    ),
    Indicator(
        code="event_count", name="事件数", numerator="诉求数 − 归并 − 作废 − 不予受理 + 拆分子案 − 拆分母案",
        denominator="",
        note="作废、归并、不予受理、拆分母案逐件列在不计项，子案作废的也在内", of=Told, judge=judging.event, form=COUNT,
    ),
    Indicator(
        code="accept_rate", name="受理及时率", numerator="时限内受理或不予受理", denominator="本期受理到期",
        note="作废、归并、时间待核不计；不予受理计入", of=Owed, judge=judging.by_due("ACCEPT"),
    ),
    Indicator(
        code="sign_rate", name="签收及时率", numerator="时限内签收", denominator="本期签收到期",
        note=_GONE, of=Owed, judge=judging.by_due("SIGN"),
    ),
    Indicator(
        code="contact_rate", name="先行联系率", numerator="时限内联系", denominator="要求回复且本期联系到期",
        note="匿名不计；" + _GONE, of=Owed, judge=judging.by_due("CONTACT"),
    ),
    Indicator(
        code="close_rate", name="结案率", numerator="其中已结案", denominator="本期办理到期（应结案）",
        note=_GONE + "；一案本期多次到期按最后一次", of=Owed, judge=judging.closed_of_due,
    ),
    Indicator(
        code="on_time_rate", name="按时结案率", numerator="主办按时反馈", denominator="本期办理到期（应结案）",
        note=_GONE + "；一案本期多次到期按最后一次", of=Owed, judge=judging.by_due("HANDLE"),
    ),
    Indicator(
        code="assist_rate", name="协办按时率", numerator="协办按时反馈", denominator="本期协办到期",
        note=_GONE, of=Owed, judge=judging.by_due("ASSIST"),
    ),
    Indicator(
        code="outer_rate", name="外部按时率", numerator="外部到期前反馈", denominator="本期外部到期",
        note="无外部到期不计；返工的按末次反馈；豁免、挂账、作废、归并、拆分母案、不予受理、时间待核不计",
        of=Owed, judge=judging.by_due("OUTER"),
    ),
    Indicator(
        code="behalf_rate", name="代录率", numerator="指挥室代录", denominator="本单位签收、联系、进展、反馈",
        note="有异议未裁定、异议成立的不计；只列示，不计分", of=Step, judge=judging.behalf, scored=False,
    ),
    Indicator(
        code="first_time_rate", name="一次办结率", numerator="未返工", denominator="本期结案",
        note="", of=Closed, judge=judging.first_time,
    ),
    Indicator(
        code="solved_rate", name="实际解决率", numerator="回访确认已解决", denominator="本期有效回访",
        note="未联系上、不评价、作废、归并不计；一案本期多次回访按末次", of=Revisited, judge=judging.solved,
    ),
    Indicator(
        code="satisfied_rate", name="满意率", numerator="满意和基本满意", denominator="本期有效回访",
        note="未联系上、不评价、作废、归并不计；诉求不合理（D类）不计，另列；一案本期多次回访按末次", of=Revisited, judge=judging.satisfied,
    ),
    Indicator(
        code="return_rate", name="退单率", numerator="其中被退单", denominator="本期主办派单",
        note="作废、归并不计",
        of=Dispatched, judge=judging.returned,
    ),
    Indicator(
        code="return_upheld_rate", name="退单成立率", numerator="其中成立", denominator="本期提出且已审的退单",
        note="作废、归并不计", of=ReturnRuled, judge=judging.upheld,
    ),
    Indicator(
        code="repeat_rate", name="重复诉求率", numerator="30日内同小类同地点再次来电", denominator="诉求数",
        note="作废不计；同地点：同一网格；未到网格的按村和地点文字", of=Told, judge=judging.repeats,
    ),
    Indicator(
        code="self_found_rate", name="巡查自发现率", numerator="网格、视频、感知渠道", denominator="事件数",
        note="", of=Told, judge=judging.patrol,
    ),
)  # fmt: skip

_CALL_GONE = "撤回、平台不予受理、退单成立、改派、豁免、挂账、停计未到期、时间待核不计"

_CALLS = (
    Indicator(
        code="response_rate", name="响应度", numerator="按时响应", denominator="本期响应到期（应响应）",
        note=_CALL_GONE, of=DeptOwed, judge=judging.responded,
    ),
    Indicator(
        code="late_rate", name="迟响应率", numerator="超响应时限、未超两倍时限", denominator="应响应",
        note=_CALL_GONE + "；未到两倍时限、说明期、申诉中的待认定，不计", of=DeptOwed, judge=judging.found(LATE_RESPONSE),
    ),
    Indicator(
        code="no_response_rate", name="不响应率", numerator="两倍时限内无有效响应", denominator="应响应",
        note=_CALL_GONE + "；未到两倍时限、说明期、申诉中的待认定，不计", of=DeptOwed, judge=judging.found(NO_RESPONSE),
    ),
    Indicator(
        code="done_rate", name="办结率", numerator="评价为已办结", denominator="本期办理到期",
        note=_CALL_GONE + "；逾期未评价的系统默认视同已办结", of=DeptOwed, judge=judging.of_call(lambda f: f.settled),
    ),
    Indicator(
        code="done_on_time_rate", name="按时办结率", numerator="按时反馈且未被退回", denominator="本期办理到期",
        note=_CALL_GONE, of=DeptOwed,
        judge=judging.of_call(lambda f: f.done is not None and f.done <= f.due),
    ),
    Indicator(
        code="call_satisfied_rate", name="呼叫满意率", numerator="满意和基本满意", denominator="本期人工评价",
        note="系统默认评价不计", of=DeptRated, judge=judging.call_satisfied,
    ),
)  # fmt: skip

_REGISTERS = (
    _register(
        "freshness_rate",
        "要素鲜活率",
        "周期内更新",
        "应更新要素",
        "本期采集到期的要素；一期多次到期的，每次按时才计",
    ),
    _register("newcomer_rate", "新居民登记率", "已登记", "排查到的新居民"),
    _register("newcomer_right_rate", "新居民信息准确率", "抽查正确", "抽查"),
    _register("let_house_rate", "出租房登记率", "已登记", "排查到的出租房"),
    _register("pledge_rate", "治安责任书签订率", "已签订", "出租房"),
)

INDICATORS: Mapping[str, Indicator] = {one.code: one for one in (*_EVENTS, *_CALLS, *_REGISTERS)}
EVENT_CODES = tuple(one.code for one in _EVENTS)
CALL_CODES = tuple(one.code for one in _CALLS)
REGISTER_CODES = tuple(one.code for one in _REGISTERS)
