"""What is offered to choose from (备选事项): the items that cover the event, or those found by words. Free of Qt."""

from desktop.calls import texts
from desktop.calls.items import ItemFace, ItemIndex, answer_of, offered_faces
from desktop.names import Names
from governance.events.event import Event
from governance.responsibility.items import Answer
from governance.rulebook import Rules


class Offer:
    """The choices of one draft."""

    def __init__(self) -> None:
        self._answers: list[Answer] = []
        self._found: list[ItemFace] | None = None
        self._index: ItemIndex | None = None

    def begin(self, answers: list[Answer]) -> None:
        """Another draft: these items cover its event."""
        self._answers, self._found = answers, None

    @property
    def first(self) -> Answer | None:
        """The likeliest."""
        return next(iter(self._answers), None)

    @property
    def searching(self) -> bool:
        """Whether what is offered was looked for by words."""
        return self._found is not None

    def answer(self, code: str, day: str, rules: Rules) -> Answer | None:
        """The answer that an item gives; None without one, or when it is not in force."""
        return answer_of(code, day, self._answers, rules.catalogue) if code else None

    def search(self, typed: str, day: str, names: Names, rules: Rules) -> None:
        """Look by words; none bring the offered ones back. Slow at first: in a worker."""
        if not typed.strip():
            self._found = None
            return
        self._index = self._index or ItemIndex(rules)
        self._found = self._index.find(typed, day, names)

    def faces(self, event: Event | None, chosen: Answer | None, names: Names, rules: Rules) -> list[ItemFace]:
        """What is shown: an item chosen by search stays among the offered."""
        if self._found is not None:
            return self._found
        shown = offered_faces(self._answers, event, names, rules)
        if chosen is not None and all(one.code != chosen.item.code for one in shown):
            why = texts.LED_BY.format(unit=names.unit(chosen.lead))
            shown.append(ItemFace(chosen.item.code, chosen.item.name, f"{why} · {texts.BY_SEARCH}"))
        return shown
