"""What a key of the keymap means in the dossier (案卷按键): to the open form first, then to the case that is shown.

A move asked for while its case is still being read waits for it: it must never be done to the one before.
"""

from desktop.dossier.acting import MEANT, Acting
from desktop.dossier.presenter import DossierPresenter
from desktop.moves.drawer import MoveDrawer
from desktop.widgets.refusal_line import RefusalLine

EARLY = ("next_step", "primary", "copy_dispatch")  # with MEANT: what may be asked for before a case was read


class CaseKeys:
    """Knows what was pressed before the case was read."""

    def __init__(
        self, presenter: DossierPresenter, acting: Acting, drawer: MoveDrawer, refusal: RefusalLine
    ) -> None:
        self._presenter, self._acting = presenter, acting
        self._drawer, self._refusal = drawer, refusal
        self._early = ""

    def take_early(self) -> str:
        """The move that waits for its case, or "", which waits no longer: to be pressed now, or forgotten."""
        early, self._early = self._early, ""
        return early

    def press(self, action: str) -> bool:
        """Do what a key asks; False when it means nothing to this case."""
        if not self._read_through:
            self._early = action if self._presenter.case_id and action in (*MEANT, *EARLY) else ""
            return bool(self._early)
        if self._drawer.form is not None and self._in_form(action):
            return True
        if action in MEANT:
            return self._acting.means(action)
        match action:
            case "next_step" | "primary":
                return self._acting.next_step()
            case "copy_dispatch":
                self._acting.copy_dispatch()
            case "item":
                self._acting.see_item()
            case "backfill":
                return self._acting.from_paper()
            case "escape" if self._refusal.sentence:
                self._refusal.clear()
            case _:
                return False
        return True

    def _in_form(self, action: str) -> bool:
        """What a key means while a form is open."""
        match action:
            case "primary":
                self._drawer.submit()
            case "escape":
                self._drawer.put_away()
            case _ if action.startswith("choice_"):
                return self._drawer.choose(int(action.removeprefix("choice_")))
            case _:
                return False
        return True

    @property
    def _read_through(self) -> bool:
        """Whether what is shown is the case that was chosen."""
        sheet = self._presenter.sheet
        return sheet is not None and sheet.case_id == self._presenter.case_id
