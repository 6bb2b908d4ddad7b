"""Keeping the draft of a form beside the screen."""

import asyncio
import errno
import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import TypeVar

from textual.widget import Widget

from tui.api.cleaning import clean_line
from tui.api.errors import Fault, Unavailable
from tui.drafts import Draft, Drafted, DraftKey, Drafts
from tui.screens.loading import fetch, write
from tui.widgets.states import State

T = TypeVar("T")

log = logging.getLogger(__name__)

_FAULTS = {
    errno.ENOSPC: Fault.DISK_FULL,
    errno.EDQUOT: Fault.DISK_FULL,
    errno.EROFS: Fault.READ_ONLY,
    errno.EACCES: Fault.READ_ONLY,
}


class DraftKeeper:
    """The draft of one form and record in `drafts`; the keeper that `Form` asks for.

    Each write has a thread of its own and is skipped where a later one has been asked for, so
    that what was asked for last is what stays.
    """

    def __init__(self, drafts: Drafts, key: DraftKey) -> None:
        self._drafts = drafts
        self._key = key
        self._latest: Draft | None = None
        self._turn = Lock()

    def load(self, form: Widget) -> None:
        """Look for a draft; `form.found` becomes what was found."""
        fetch(form, "form.load_draft", self.read(), into="found", is_local=True)

    async def read(self) -> Draft | None:
        """Return the draft, None where there is none; raises `Unavailable`."""
        return await asyncio.to_thread(self._load)

    def save(self, form: Widget, draft: Draft) -> None:
        """Keep `draft`; `form.kept` becomes the draft, or why it is not kept."""
        self._latest = draft
        self._write(form, draft)

    def drop(self, form: Widget) -> None:
        """Forget the draft; `form.kept` becomes None."""
        self._latest = None
        self._write(form, None)

    def _write(self, form: Widget, draft: Draft | None) -> None:
        put = asyncio.to_thread(self._put, draft)
        write(form, "form.keep_draft", put, into="kept", is_local=True)

    def save_now(self, draft: Draft | None) -> bool:
        """Keep or forget before returning; returns whether that was done."""
        self._latest = draft
        try:
            self._put(draft)
        except Unavailable as error:
            log.warning("a draft was not kept: %s", error.fault)
            return False
        return True

    def _load(self) -> Draft | None:
        try:
            return self._drafts.load(self._key)
        except OSError as error:
            raise _unavailable(error) from error

    def _put(self, draft: Draft | None) -> Draft | None:
        with self._turn:
            try:
                if draft is not self._latest:
                    pass
                elif draft is None:
                    self._drafts.drop(self._key)
                else:
                    self._drafts.save(self._key, draft)
            except OSError as error:
                raise _unavailable(error) from error
        return draft


class DraftShelf:
    """A person's drafts of one form, each for a record of its own."""

    def __init__(self, drafts: Drafts, form: str, person: str, organisation: str) -> None:
        self._drafts = drafts
        self._whose = DraftKey(form, "", person, organisation)

    def keeper(self, record: str) -> DraftKeeper:
        """Return what keeps the draft of a record."""
        return DraftKeeper(self._drafts, self._key(record))

    async def all(self) -> dict[str, Draft]:
        """Return the drafts by their records, the latest first; raises `Unavailable`."""
        whose = self._whose
        find = partial(self._drafts.all_of, whose.form, whose.person, whose.organisation)
        return {key.record: draft for key, draft in (await _beside(find)).items()}

    async def drafted(self) -> Drafted:
        """Return of which records there is a draft; raises `Unavailable`."""
        whose = self._whose
        find = partial(self._drafts.drafted, whose.form, whose.person, whose.organisation)
        return await _beside(find)

    async def drop(self, record: str) -> None:
        """Forget the draft of a record; raises `Unavailable`."""
        await _beside(partial(self._drafts.drop, self._key(record)))

    async def keep(self, record: str, draft: Draft) -> None:
        """Keep a draft beside its form, such as one that was forgotten; raises `Unavailable`."""
        await _beside(partial(self._drafts.save, self._key(record), draft))

    def _key(self, record: str) -> DraftKey:
        return replace(self._whose, record=record)


async def _beside(verb: Callable[[], T]) -> T:
    """Run a verb of the drafts in a thread; raises `Unavailable`."""
    try:
        return await asyncio.to_thread(verb)
    except OSError as error:
        raise _unavailable(error) from error


def sweep(owner: Widget, drafts: Drafts) -> None:
    """Take away what killed programs left half written; nobody has to hear of it."""

    def swept(_state: State[None]) -> None:
        pass

    write(owner, "drafts.sweep", asyncio.to_thread(drafts.sweep), into=swept, is_local=True)


async def draft_settled(form: Widget) -> None:
    """Wait until what a form began, keeping its draft or forgetting it, is done."""
    under_way = [worker for worker in form.workers if worker.node is form]
    if under_way:
        await form.workers.wait_for_complete(under_way)


def _unavailable(error: OSError) -> Unavailable:
    fault = _FAULTS.get(error.errno or 0, Fault.UNREADABLE)
    detail = clean_line(error.strerror or "")
    return Unavailable(fault, place=str(error.filename or ""), detail=detail)
