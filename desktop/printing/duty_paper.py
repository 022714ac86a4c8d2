"""履职情况说明 on paper: the same rows as its workbook (rulebook §5.5, §10); a person signs what he decides."""

from briefings.duty_file import DECIDES, NAME, facts_of, parts_of
from briefings.slips.call_slip import SlipFoot
from desktop.printing.paper import Printed
from desktop.printing.printed import Section, sheet
from governance.responsibility.duty_file import DutyFile
from governance.rulebook import Rules

SIGNATURES = ("经办人", "审核人", "认定意见")


def duty_paper(file: DutyFile, rules: Rules, foot: SlipFoot) -> Printed:
    """The document: head, proposal with its reasons, six tables, lines to sign; across, for the hashes."""
    sections = tuple(
        Section(title=part.title, columns=part.columns, rows=part.rows, empty=part.empty)
        for part in parts_of(file, rules)
    )
    return sheet(
        f"{foot.town}{NAME}",
        foot,
        serial=file.serial,
        facts=facts_of(file, rules),
        lead="；".join((*file.reasons, DECIDES)),
        sections=sections,
        signatures=SIGNATURES,
        landscape=True,
    )
