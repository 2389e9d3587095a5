"""Why a file could not be read or written, in words that have a form in either language.

The system's own words are in the language of the machine: English on Linux, mixed on Windows. So a failure is known
by its number, and told by the words below; they are the reason in what is kept, and become Japanese where it is read.
"""

from __future__ import annotations

import errno

IN_USE = "In use by another program"
NOT_A_FILE = "Not a file"

REASONS = {
    "Permission denied": "権限がありません",
    IN_USE: "ほかの人かプログラムが開いています",
    "No space left on device": "ディスクに空きがありません",
    "Disk quota exceeded": "使える容量を超えました",
    "Read-only file system": "書き込めない場所です",
    "File name too long": "名前が長すぎます",
    "No such file or directory": "ファイルかフォルダーがありません",
    "Not a directory": "フォルダーではありません",
    "Is a directory": "フォルダーです",
    NOT_A_FILE: "ファイルではありません",
    "File exists": "同じ名前のものがあります",
    "Input/output error": "ディスクか共有フォルダーの故障です",
    "The share is not connected": "共有フォルダーにつながっていません",
}
_NUMBERS = {
    "EACCES": "Permission denied", "EPERM": "Permission denied", "EBUSY": IN_USE, "ETXTBSY": IN_USE,
    "ENOSPC": "No space left on device", "EDQUOT": "Disk quota exceeded", "EROFS": "Read-only file system",
    "ENAMETOOLONG": "File name too long", "ENOENT": "No such file or directory", "ENOTDIR": "Not a directory",
    "EISDIR": "Is a directory", "EEXIST": "File exists", "EIO": "Input/output error",
    "ESTALE": "The share is not connected", "EHOSTDOWN": "The share is not connected",
    "EHOSTUNREACH": "The share is not connected", "ENETUNREACH": "The share is not connected",
}  # fmt: skip
_BY_NUMBER = {getattr(errno, name): words for name, words in _NUMBERS.items() if hasattr(errno, name)}
_OF_WINDOWS = {
    32: IN_USE, 33: IN_USE,  # a sharing violation, a lock: for Python both lack a permission
    53: "The share is not connected", 59: "The share is not connected", 64: "The share is not connected",
    67: "The share is not connected", 112: "No space left on device",
}  # fmt: skip


def disk_reason(error: OSError) -> str:
    """Why, as a word `reason` of a message; what is not known by its number in the system's own words."""
    known = _OF_WINDOWS.get(getattr(error, "winerror", None) or 0) or _BY_NUMBER.get(error.errno or 0)
    return known or error.strerror or type(error).__name__
