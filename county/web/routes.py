"""Which address is which page (页址): pages to look at, forms that are sent, and the form that an address belongs to."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from county.web import (
    account_pages,
    acting,
    administering,
    admission_pages,
    collecting,
    deputies,
    desk_pages,
    elements,
    ground_pages,
    notice_pages,
)
from county.web.asked import Asked, Outcome
from county.web.department import month
from county.web.lists import asking, calling_down, drafting, emergency, list_files, precedents
from county.web.lists import pages as lists
from county.web.patrol import report
from county.web.scores import entering
from county.web.scores import pages as scores
from county.web.workplace import Workplace

Maker = Callable[[Workplace, Asked], Outcome]

GETS: Mapping[str, Maker] = {
    "/desk": desk_pages.board_page,
    "/desk/{key}": desk_pages.case_page,
    "/desk/{key}/photos/{sha}": desk_pages.photo_file,
    "/done": desk_pages.done_page,
    "/report": report.report_page,
    "/lists": lists.lists_page,
    "/lists/{code}": lists.item_page,
    "/lists/{code}/edit": drafting.edit_page,
    "/lists/{code}/call": calling_down.down_page,
    "/whose": asking.asking_page,
    "/list-files": list_files.files_page,
    "/precedents/{precedent}/end": precedents.end_page,
    "/notices": notice_pages.notices_page,
    "/figures/{code}": month.figure_page,
    "/scores": scores.scores_page,
    "/scores/{month}": scores.scores_page,
    "/scores/{month}/{dept}": scores.score_page,
    "/scores/{month}/{dept}/enter": entering.enter_page,
    "/score-weights": entering.weights_page,
    "/notices/new": notice_pages.draft_page,
    "/me": account_pages.me_page,
    "/accounts": administering.accounts_page,
    "/deputies": deputies.deputies_page,
    "/admissions": admission_pages.admissions_page,
    "/emergency": emergency.declare_page,
    **elements.PAGES,
    **ground_pages.PAGES,
}
FORMS: Mapping[str, Maker] = {
    "/desk/{key}/do/{kind}": acting.act,
    "/desk/{key}/look": acting.look,
    "/report": report.report,
    "/lists/{code}/edit": drafting.edit,
    "/lists/{code}/call": calling_down.down,
    "/list-files": list_files.take,
    "/precedents/{precedent}/end": precedents.end,
    "/notices/new": notice_pages.draft,
    "/me/password": account_pages.change_password,
    "/accounts": administering.administer,
    "/deputies": deputies.name_deputy,
    "/admissions": admission_pages.apply_for,
    "/emergency": emergency.declare,
    "/scores/{month}/{dept}/enter": entering.enter,
    "/score-weights": entering.set_weights,
    **collecting.SENT,
    **ground_pages.SENT,
}
# a form's own address is no page: who loads it again, or types it, is led to the page it stands on
STANDS_ON: Mapping[str, str] = {
    "/desk/{key}/do/{kind}": "/desk/{key}",
    "/desk/{key}/look": "/desk/{key}",
    "/me/password": "/me",
    "/logout": "/me",
}
_PART = re.compile(r"\{(\w+)\}")
_ADDRESSES = tuple(
    (re.compile(_PART.sub(r"(?P<\1>[^/]+)", path)).fullmatch, maker) for path, maker in FORMS.items()
)


def form_at(path: str) -> tuple[Maker, Mapping[str, str]] | None:
    """What takes the form of an address, and the parts of the address that vary."""
    for fits, maker in _ADDRESSES:
        if (found := fits(path)) is not None:
            return maker, {name: unquote(part) for name, part in found.groupdict().items()}
    return None


def takes_back(maker: Maker) -> bool:
    """Whether a form that is not taken has a page that shows it as it was typed; passwords never come back."""
    kept_for_nobody = (account_pages.change_password, administering.administer, deputies.name_deputy)
    return maker is not acting.look and maker not in kept_for_nobody
