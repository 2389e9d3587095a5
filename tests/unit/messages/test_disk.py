"""Why a file could not be read or written, said in the reader's language whatever the system calls it."""

from __future__ import annotations

import errno
import os

import pytest

from bots.errors import Problem
from bots.messages import CATALOGUE
from bots.messages.disk import IN_USE, REASONS, disk_reason

KNOWN = {
    errno.EACCES: "権限がありません", errno.EPERM: "権限がありません", errno.ENOSPC: "ディスクに空きがありません",
    errno.EBUSY: "ほかの人かプログラムが開いています", errno.EROFS: "書き込めない場所です",
    errno.ENAMETOOLONG: "名前が長すぎます", errno.ENOENT: "ファイルかフォルダーがありません",
}  # fmt: skip
OF_DISKS = ("D61", "D64", "D71", "P53", "P80", "R152")


class OfWindows(OSError):
    """As Windows raises it: its own number, and words in the language of the machine."""

    def __init__(self, number: int, winerror: int, words: str) -> None:
        super().__init__(number, words)
        self.winerror = winerror


@pytest.mark.parametrize("number", KNOWN)
@pytest.mark.parametrize("code", OF_DISKS)
def test_common_reasons_are_japanese_in_a_japanese_sentence(number: int, code: str) -> None:
    words = {"file": "一覧.xlsx", "place": "x", "reason": disk_reason(OSError(number, os.strerror(number)))}
    assert KNOWN[number] in Problem(code, words).sentence("ja")
    assert words["reason"] in Problem(code, words).sentence("en")
    assert "{reason}" in CATALOGUE[code].ja


def test_a_reason_is_known_by_its_number_and_not_by_the_words_of_the_system() -> None:
    assert disk_reason(OfWindows(errno.EACCES, 5, "アクセスが拒否されました。")) == "Permission denied"
    assert disk_reason(OfWindows(errno.EACCES, 32, "別のプロセスが使用中です。")) == IN_USE
    assert disk_reason(OfWindows(errno.ENOENT, 53, "ネットワーク パスが見つかりません。")) == "The share is not connected"


def test_what_is_not_known_is_told_as_the_system_does() -> None:
    assert disk_reason(OSError(errno.ELOOP, "Too many links")) == "Too many links"
    assert disk_reason(PermissionError()) == "PermissionError"


def test_each_reason_can_be_read_in_japanese() -> None:
    assert all(not text.isascii() and name.isascii() for name, text in REASONS.items())
