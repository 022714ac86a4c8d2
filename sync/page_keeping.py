"""Keeping a page (收存一页): checked whole, stored as far as the county's stream bears its pins out.

Source: sync.md §3.5 (a page is applied up to the first pin beyond the county cursor), §7.3, §8 (epochs).
"""

from typing import Any

from governance.ledger import chain
from governance.ledger.action import read_trusted
from sync.desk_ports import DeskStore, Page
from sync.errands import Desk, FeedFacts, PageRefused, PageTaken, TakePage
from sync.pages import BadPageError, verified


def facts(store: DeskStore, stream: str) -> FeedFacts:
    """Where a stream stands in the store."""
    device, sealed, ah = store.device(stream)
    waiting = store.pending(stream, 0, 1, 0)
    return FeedFacts(device, sealed, ah, store.cursor(stream), waiting[0].dseq if waiting else 0)


def take_page(errand: TakePage, desk: Desk) -> PageTaken | PageRefused:
    store, stream = desk.store, errand.stream
    device, _, _ = store.device(stream)
    try:
        page = verified(
            errand.body,
            store.cursor(stream),
            store.heads(stream),
            device,
            lambda numbers: store.own(stream, numbers),
            desk.keys.server_keys(),
            store.between,
        )
    except BadPageError as err:
        return PageRefused(err.why)
    return keep(store, page)


def keep(store: DeskStore, page: Page) -> PageTaken:
    """Store a page up to the first pin beyond the county cursor (§3.5)."""
    stream, county = page.stream, store.streams()[0]
    new_epoch = page.epoch > store.cursor(stream).epoch
    if new_epoch:
        store.regress(stream, store.cursor(stream).seq)  # what was receipted in the old epoch counts no more
    good, need, refused = len(page.entries), 0, ""
    if stream != county:
        good, need, refused = _up_to_pin(store, county, page)
    now, rest = _cut(page, good)
    delivered = store.apply_page(now) if now.entries else []
    return PageTaken(
        facts(store, stream),
        store.counts(),
        tuple(delivered),
        page.more or good < len(page.entries),
        rest if need else None,
        need,
        new_epoch,
        refused,
    )


def _up_to_pin(store: DeskStore, county: str, page: Page) -> tuple[int, int, str]:
    """(entries that may be stored, county seq needed for the next, why the next does not fit)."""
    known = store.cursor(county).seq
    pins = [(index, _pin(entry.core)) for index, entry in enumerate(page.entries) if entry.vd == "a"]
    ahead = max((seq for _, (seq, _) in pins), default=0)
    for index, (seq, h) in pins:
        if not seq:
            continue
        if seq > known:
            return index, ahead, ""
        held = store.hash_at(county, seq)
        if held is None or chain.b64(held) != h:
            return index, 0, "pin"
    return len(page.entries), 0, ""


def _pin(core: bytes) -> tuple[int, str]:
    """(seq, h) that a `sys.bundle` entry pins, (0, "") for any other entry."""
    if b'"kind":"sys.bundle"' not in core:
        return 0, ""
    action = read_trusted(core)
    seq: Any = action.p.get("seq")
    if action.kind != "sys.bundle" or not isinstance(seq, int):
        return 0, ""
    return seq, str(action.p.get("h", ""))


def _cut(page: Page, at: int) -> tuple[Page, Page]:
    """A page in two: what ends before index `at`, and what begins there."""
    if at >= len(page.entries):
        return page, page
    first = page.entries[:at]
    last = first[-1] if first else None
    begun = Page(
        page.stream,
        page.epoch,
        first,
        last.seq if last else 0,
        last.h if last else b"",
        last.st if last else 0,
        True,
    )
    rest = Page(page.stream, page.epoch, page.entries[at:], page.end_seq, page.end_h, page.end_st, page.more)
    return begun, rest
