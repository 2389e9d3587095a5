"""Books with a password (読み取りパスワード): opened for as long as they are read, and what goes back locked again.

The opened book lies in a folder that this user alone can read, for as long as the `with` lasts. What it became is
written beside the clerk's book only once it is locked with the same password.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bots.errors import DataError, Place
from bots.model import Value
from bots.sources.opening import form_of, told

_TURNS = re.compile(rb'spinCount="([0-9]+)"')
_MOST_TURNS = 1_000_000  # Excel turns the key 100,000 times; each million takes a second


@contextmanager
def unlocked(path: Path, password: Value | None, name: str = "") -> Iterator[Path]:
    """The book as it can be read, under its own name. `name` is that of the secret, which messages tell.

    Raises DataError D02 where it is locked and no password is given, D92 for a wrong one, D93 for a lock that
    cannot be opened here, and what `form_of` raises.
    """
    try:
        form_of(path)
    except DataError as error:
        if error.problem.code != "D02" or password is None:
            raise
    else:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:  # readable by its owner alone
        plain = Path(folder) / path.name
        plain.write_bytes(_opened(path, password, name))
        yield plain


def locked(save: Callable[[Path], None], password: Value | None) -> Callable[[Path], None]:
    """`save`, whose book is locked before it lies where it is to lie."""
    if password is None:
        return save

    def save_locked(target: Path) -> None:
        from msoffcrypto.method.ecma376_agile import ECMA376Agile

        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / target.name
            save(plain)
            with plain.open("rb") as book:
                data = ECMA376Agile.encrypt(password.reveal(), book)
        draft = target.with_name(f".{target.name}.part")
        try:
            with draft.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)

    return save_locked


def alike(one: Path, other: Path, password: Value | None) -> bool:
    """Whether two books hold the same; a lock is another each time, and so is when it was made."""
    if password is None:
        return _parts(one) == _parts(other)
    try:
        with unlocked(one, password) as first, unlocked(other, password) as second:
            return _parts(first) == _parts(second)
    except DataError:  # whatever lies there is none of ours
        return False


def _parts(path: Path) -> Mapping[str, bytes]:
    """What a book holds, without who made it when; of a file that is no book its bytes."""
    try:
        with zipfile.ZipFile(path) as book:
            return {name: book.read(name) for name in book.namelist() if name != "docProps/core.xml"}
    except (zipfile.BadZipFile, OSError):
        return {"": path.read_bytes()}


def _opened(path: Path, password: Value, name: str) -> bytes:
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import InvalidKeyError

    no_way = DataError("D93", Place(path.name), file=path.name)
    made = io.BytesIO()
    with told(path), path.open("rb") as file:
        if file.read(2) == b"PK":  # a lock of the zip's own, or of OpenDocument
            raise no_way
        _check_turns(path, no_way)
        file.seek(0)
        try:
            book = OfficeFile(file)
            book.load_key(password=password.reveal(), verify_password=True)
            book.decrypt(made)
        except InvalidKeyError as error:
            raise DataError("D92", Place(path.name), file=path.name, name=name) from error
        # What msoffcrypto raises of ways to lock that it does not know, and of descriptions with a part missing.
        except (NotImplementedError, AttributeError, TypeError) as error:
            raise no_way from error
    return made.getvalue()


def _check_turns(path: Path, no_way: DataError) -> None:
    """A key that must be turned for ever is no lock but a trap."""
    from olefile import OleFileIO  # type: ignore[import-untyped]

    with OleFileIO(str(path)) as file:
        if file.exists("EncryptionInfo"):
            turns = _TURNS.findall(file.openstream("EncryptionInfo").read())
            if any(len(one) > 9 or int(one) > _MOST_TURNS for one in turns):
                raise no_way
