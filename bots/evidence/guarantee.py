"""What a run promises of a row, in one sentence: G1, G2 and G3 of docs/reliability.md. Shown by check, run and report."""

from __future__ import annotations

from typing import Literal

Guarantee = Literal["gate", "click"]

_SAID: dict[tuple[Guarantee, bool], tuple[str, str]] = {
    ("gate", False): (
        "G2（門）: 人が確かめないまま、1件を二度送信しません。登録されたか分からない行は要確認とし、人が確かめます",
        "G2 (gate): no row is sent twice unless a person has looked; a row that may have been entered is for a person",
    ),
    ("gate", True): (
        "G3（門と照会）: 途中で止まっても、二重も漏れも残しません。登録されたか分からない行は照会で確かめ、照会で分からなければ人が確かめます",
        "G3 (gate and look-up): after a break-off too, nothing is doubled and nothing missing; where the look does not tell, a person does",
    ),
    ("click", False): (
        "G1（クリック、弱い保証）: 押すのは1件に1回ですが、ブラウザーがひとりでに送り直すことまでは止められません。登録されたか分からない行は要確認とし、人が確かめます",
        "G1 (click, the weaker one): each row is pressed once, but the browser may repeat a request by itself; a row that may have been entered is for a person",
    ),
    ("click", True): (
        "G1（クリックと照会、弱い保証）: 押すのは1件に1回ですが、ブラウザーがひとりでに送り直すことまでは止められません。登録されたか分からない行は照会で確かめ、照会で分からなければ人が確かめます",
        "G1 (click and look-up, the weaker one): each row is pressed once, but the browser may repeat a request by itself; a row that may have been entered is looked up, and where that does not tell, a person looks",
    ),
}  # fmt: skip


def guarantee_in_words(guarantee: Guarantee, probe: bool, lang: str) -> str:
    """The sentence, without its full stop. `probe` = the recipe has steps that look a row up (照会)."""
    return _SAID[guarantee, probe][lang == "en"]
