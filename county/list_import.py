"""清单导入 at the county: files of a list become drafts of its items, in the name of a 清单管理员 (rulebook §5.2)."""

from collections.abc import Sequence
from pathlib import Path

from briefings.list_files import ListFiles, read_list
from briefings.list_report import ListReport, Told, report_of
from briefings.list_wording import worded
from county.acts import Answer, Wish, do
from county.failures import CountyError, WrongUseError
from county.streams import County
from db.county_store import view_of
from governance.people.roles import User
from governance.responsibility.importing import Checked, checked, payload_of
from governance.responsibility.versions import list_case
from governance.rulebook import Rules

REASON = "清单文件导入"


class ListFilesError(CountyError):
    """The files of a list can't be read (清单文件读不出来)."""


def import_list(
    county: County,
    paths: Sequence[Path],
    *,
    user: str = "",
    reason: str = "",
    dry_run: bool = False,
    good: bool = False,
) -> ListReport:
    """Check the files against the list, and draft what differs; with faults nothing, or with `good` the good items.

    `user` = id of the 清单管理员; may be empty when the county has one alone.
    """
    files = read_list(paths)
    if files.said:
        raise ListFilesError("\n".join(files.said))
    with county.reading() as conn:
        view = view_of(conn, county.stream)
        if view is None:
            raise LookupError(f"no stream {county.stream}")
        rules = view.rules
        tables = worded(files.tables, rules.catalogue)
        found = checked(tables, rules.catalogue, view.bundle.lists, reason or REASON)
    if dry_run or (found.faults and not good):
        return report_of(found, files.origins, dry_run=dry_run)
    return _drafted(county, found, files, _editor(rules, user))


def _drafted(county: County, found: Checked, files: ListFiles, user: User) -> ListReport:
    wishes = [
        Wish(
            stream=county.stream,
            user=user.id,
            kind="list.edit",
            case=list_case(edit.item),
            p=payload_of(edit),
        )
        for edit in found.edits
    ]
    answers = list(zip(found.edits, do(county, wishes) if wishes else [], strict=True))
    drafted = tuple(
        edit.item for edit, said in answers if isinstance(said, Answer) and said.verdict.vd == "a"
    )
    refused = tuple(
        Told(edit.item, 0, "", said.verdict.code if isinstance(said, Answer) else said.sentence)
        for edit, said in answers
        if edit.item not in drafted
    )
    return report_of(found, files.origins, dry_run=False, drafted=drafted, refused=refused)


def _editor(rules: Rules, user: str) -> User:
    """Who drafts: the person named, else the county's only 清单管理员."""
    people = [
        one
        for one in rules.directory.users.values()
        if one.active and any(grant.role == "LIST_ADMIN" for grant in one.grants) and user in ("", one.id)
    ]
    if len(people) == 1:
        return people[0]
    said = "没有这样的清单管理员" if not people else f"县里有{len(people)}名清单管理员"
    raise WrongUseError(f"{said}；请用 --login 写明以谁的名义起草。")
