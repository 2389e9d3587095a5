"""The writing of what happens, in one thread of its own: ledger, files, events, in the order they happened.

Why a thread: the browser's thread runs an event loop in which the ledger refuses to work, and writing
overlaps the browser this way. What is only told (`post`) does not wait; what the promise rests on
(claim, intent, outcome) waits until it is on the disk. One queue keeps the order, so an intent is never
older than the readings and the picture that were kept before it.

No journal, no submit: a failure of something posted is raised at the next call, before anything is sent.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self, TypeVar

from bots.errors import PlaceError

T = TypeVar("T")
_Job = tuple[Callable[[], Any], "Future[Any]"]


def _told(error: BaseException) -> BaseException:
    """A failure of the database or the disk as one of our errors; anything else as it is."""
    from bots.ledger.faults import ledger_error

    told = ledger_error(error)
    if told is not None:
        told.__cause__ = error
    return told or error


class Journal:
    """A queue of writings and the one thread that does them. Use as a context manager."""

    def __init__(self, open_books: Callable[[], None], close_books: Callable[[], None]) -> None:
        """`open_books` and `close_books` run in the journal's thread, first and last."""
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._failed: BaseException | None = None
        self._close_books = close_books
        self._thread = threading.Thread(target=self._write, name="journal", daemon=True)
        self._thread.start()
        self.call(open_books)

    def call(self, writing: Callable[[], T]) -> T:
        """Do `writing` after all that was posted before, and wait for it. Raises what it raises;
        PlaceError P32 if an earlier posted writing failed."""
        result: T = self.begin(writing).result()
        self._raise_failure()
        return result

    def begin(self, writing: Callable[[], T]) -> Future[T]:
        """Do `writing` after all that was posted before; what it raises is for who asks for the result."""
        self._raise_failure()
        return self._put(writing)

    def post(self, writing: Callable[[], T]) -> Future[T]:
        """Do `writing` soon, in order. Its failure is raised at the next `call`."""
        self._raise_failure()

        def told() -> T:
            try:
                return writing()
            except BaseException as error:
                self._failed = _told(error)
                raise

        return self._put(told)

    def settle(self, writing: Callable[[], T]) -> T:
        """Like `call`, but done even if something posted has failed: an outcome that is known after
        a send must reach the ledger if it can at all."""
        result: T = self.entrust(writing).result()
        return result

    def entrust(self, writing: Callable[[], T]) -> Future[T]:
        """`settle` without the wait: whoever asks for the result waits, and hears what it raised."""
        return self._put(writing)

    def _put(self, writing: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        self._jobs.put((writing, future))
        return future

    def _raise_failure(self) -> None:
        if isinstance(self._failed, PlaceError):
            raise self._failed
        if self._failed is not None:
            raise PlaceError("P32") from self._failed

    def _write(self) -> None:
        while (job := self._jobs.get()) is not None:
            writing, future = job
            try:
                future.set_result(writing())
            except BaseException as error:
                future.set_exception(_told(error))
        self._close_books()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._jobs.put(None)
        self._thread.join()
