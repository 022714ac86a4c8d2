"""An item on paper (事项打印): duties of both sides, law, steps, 说明书 and 判例 of the version that is shown."""

from briefings.slips.call_slip import SlipFoot
from desktop.lists import texts
from desktop.lists.faces import ItemFace
from desktop.lists.flow_plan import plan
from desktop.printing.paper import Printed
from desktop.printing.printed import Section, sheet


def item_paper(face: ItemFace, foot: SlipFoot) -> Printed:
    """The document, upright."""
    return sheet(
        texts.PAPER.format(code=face.code, name=face.name),
        foot,
        serial=f"{face.code}-V{face.version}",
        facts=((texts.STANDING, face.standing), (texts.FACTS_HEAD, "　".join(face.facts))),
        lead=face.summary,
        sections=(*_duties(face), *_rest(face)),
    )


def _duties(face: ItemFace) -> tuple[Section, ...]:
    return (
        Section(
            title=texts.COUNTY,
            columns=texts.COUNTY_PAPER,
            rows=tuple(
                (one.clause, one.unit, texts.LEAD if one.lead else texts.SIDE, one.text)
                for one in face.county
            ),
            empty=texts.NO_COUNTY_LINES,
        ),
        Section(
            title=texts.TOWN,
            columns=texts.COLUMNS,
            rows=tuple(
                (one.clause, one.who, one.text, texts.MUST if one.mandatory else texts.MAY, one.evidence)
                for one in face.town
            ),
            empty=texts.NO_TOWN_LINES,
            note=texts.TOWN_NOTE,
        ),
    )


def _rest(face: ItemFace) -> tuple[Section, ...]:
    steps = tuple(
        (str(one.node.no), one.node.name, one.node.actor, one.limit) for one in plan(face.flow).places
    )
    return (
        Section(
            title=texts.LAWS,
            columns=texts.LAWS_PAPER,
            rows=tuple((f"《{name}》", article or texts.NO_ARTICLE) for name, article in face.laws),
            empty=texts.NO_LAWS,
        ),
        Section(title=texts.FLOW, columns=texts.STEP_PAPER, rows=steps, empty=texts.NO_FLOW),
        Section(title=texts.MANUAL, columns=texts.MANUAL_PAPER, rows=face.manual, empty=texts.NO_MANUAL),
        Section(
            title=texts.PRECEDENTS,
            columns=texts.PRECEDENT_PAPER,
            rows=tuple((one.title, one.decided, one.reason, one.note) for one in face.precedents),
            empty=texts.NO_PRECEDENTS,
        ),
    )
