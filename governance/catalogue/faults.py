"""What is wrong in a data pack (数据包检查): every fault at its row and column, in the order a person reads them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from governance.catalogue.cells import RULES, cell_fault
from governance.catalogue.relations import list_faults, relation_faults
from governance.catalogue.settings import row_size_fault
from governance.catalogue.tables import COLUMNS, KEYS, NEEDED, Fault, Row, Tables, row_number

LIST_SHEETS = ("responsibility_items", "responsibility_lines")


def faults(tables: Tables) -> list[Fault]:
    """All faults of the tables, by sheet and row; empty if a catalogue can be made of them.

    Three rounds, each only if the one before found nothing: sheets and columns, cells and repeated codes, and what
    the rows owe each other. So one wrong cell is not told five times.
    """
    for found in (_missing, _cells_and_keys, relation_faults):
        if here := list(found(tables)):
            return _ordered(here)
    return []


def item_faults(
    item: Row, lines: Sequence[Row], kinds: Mapping[str, str], categories: Iterable[str]
) -> list[Fault]:
    """All faults of one item with its lines, among the county's units (code → kind) and 小类: what a draft is asked."""
    return faults_of_list({LIST_SHEETS[0]: [item], LIST_SHEETS[1]: lines}, kinds, categories)


def faults_of_list(tables: Tables, kinds: Mapping[str, str], categories: Iterable[str]) -> list[Fault]:
    """All faults of the two sheets of the list, among the county's units; the same rounds as for a whole pack."""
    known = {
        "departments": [{"code": code, "kind": kind} for code, kind in kinds.items()],
        "event_categories": [{"code": code} for code in categories],
    }
    whole = {sheet: tables.get(sheet, ()) for sheet in LIST_SHEETS}
    for found in (_columns, _cells_and_keys, lambda t: list_faults({**t, **known})):
        if here := list(found(whole)):
            return _ordered(here)
    return []


def cell_faults(tables: Tables) -> list[Fault]:
    """Faults of columns and cells alone, of whichever sheets are given."""
    for found in (_columns, _cells_and_keys):
        if here := list(found(tables)):
            return _ordered(here)
    return []


def _ordered(found: list[Fault]) -> list[Fault]:
    sheets = list(COLUMNS)
    return sorted(found, key=lambda fault: (sheets.index(fault.sheet), fault.row, fault.column))


def _missing(tables: Tables) -> Iterator[Fault]:
    for sheet in NEEDED:
        if not tables.get(sheet):
            yield Fault(sheet, 0, "", "没有数据；请补上这张表。")
    yield from _columns(tables)


def _columns(tables: Tables) -> Iterator[Fault]:
    for sheet, columns in COLUMNS.items():
        for index, row in enumerate(tables.get(sheet, [])):
            for column in columns:
                if column not in row:
                    yield Fault(sheet, row_number(index), column, "缺少这一列；请补上。")


def _cells_and_keys(tables: Tables) -> Iterator[Fault]:
    for sheet in RULES:
        seen: dict[tuple[str, ...], int] = {}
        for index, row in enumerate(tables.get(sheet, [])):
            number = row_number(index)
            wrong = [
                (column, said) for column, cell in row.items() if (said := cell_fault(sheet, column, cell))
            ]
            yield from (Fault(sheet, number, column, sentence) for column, sentence in wrong)
            if not wrong and (sentence := row_size_fault(row)):
                yield Fault(sheet, number, "", sentence)
            if columns := KEYS.get(sheet):
                key = tuple(row.get(column, "") for column in columns)
                first = seen.setdefault(key, number)
                if first != number:
                    yield Fault(
                        sheet,
                        number,
                        columns[0],
                        f"“{' '.join(part for part in key if part)}”与第{first}行重复；请删去一行。",
                    )
