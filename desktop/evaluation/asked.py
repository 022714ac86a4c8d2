"""What a form of the page is about (表单对象): whom, which month, who signs; and its numbers. Free of Qt."""

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from desktop.evaluation import texts
from desktop.moves.form import Fact, Form, Values, told
from governance.evaluation.rates import decimal, rounded
from governance.rulebook import Rules


class Asked(Struct, frozen=True):
    """A form, the case it is about, and whose act it is."""

    form: Form
    case_id: str
    action: str  # of the matrix
    about: str  # what the signer reads


class About(Struct, frozen=True, kw_only=True):
    """Whom and when a form is about."""

    subject: str
    name: str
    month: str  # 2026-03
    month_said: str
    at: int
    rules: Rules
    signer: str  # name of who signs

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What stands above the entries."""
        who = Fact(texts.SIGNED_BY, texts.SIGNED_NOTE.format(name=self.signer)) if self.signer else None
        own = (Fact(texts.ABOUT, self.name), Fact(texts.OF_MONTH, self.month_said)) if self.subject else ()
        return (*own, *((who,) if who is not None else ()))


def plain(value: Fraction) -> str:
    """A number as it stands in an entry."""
    return rounded(value, 0 if value.denominator == 1 else 2)


def numbers_wrong(values: Values, names: Iterable[str], *, empty: bool = False) -> dict[str, str]:
    """Which entries are no number of 0–100; `empty` ones may stay so."""
    found = {}
    for name in names:
        text = told(values, name)
        number = decimal(text)
        if (text or not empty) and (number is None or not 0 <= number <= 100):
            found[name] = texts.NUMBER_WRONG
    return found
