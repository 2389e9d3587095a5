"""A system that Bots has never seen, and a book for it: for the trial of `bots new`. Made up for this; a page that asks
for a password, a menu, a form with words of its own that asks once more in a dialog, and a list of what was entered."""

from __future__ import annotations

import contextlib
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl

import openpyxl

WORDS = {
    "ja": {
        "title": "施設予約", "login": "ログイン", "user": "職員番号", "password": "パスワード", "menu": "施設予約メニュー", "entry": "使用許可の入力",
        "out": "ログアウト", "no": "申請番号", "name": "使用者氏名", "kana": "使用者氏名（カナ）", "day": "使用日", "kind": "施設の種別",
        "kinds": "体育館/庭球場", "fee": "使用料（円）", "note": "備考", "send": "登録する", "back": "戻る", "done": "使用許可を登録しました", "sure": "登録してよろしいですか",
        "receipt": "許可番号", "wrong": "職員番号かパスワードが違います",
    },
    "en": {
        "title": "Courts", "login": "Sign in", "user": "Staff no", "password": "Password", "menu": "Courts: menu", "entry": "New permit",
        "out": "Sign out", "no": "Request number", "name": "Full name", "kana": "Kana", "day": "Date of use", "kind": "Kind of court",
        "kinds": "Gym/Tennis", "fee": "Fee", "note": "Note", "send": "Register", "back": "Back", "done": "The permit is registered", "sure": "Register it?",
        "receipt": "Permit number", "wrong": "Staff no or password is wrong",
    },
}  # fmt: skip
SECRETS = ("staff-1", "let me in")
HEADS = {
    "ja": ("申請No", "受付日", "使用者名", "フリガナ", "使用日", "種別", "使用料", "備考", "許可番号", "状態"),
    "en": ("Request no", "Received", "Name", "Kana", "Date of use", "Kind", "Fee", "Note", "Receipt", "State"),
}


def make_book(path: Path, lang: str) -> list[str]:
    """A book with a title, a note, and six good rows; the keys of its rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["使用許可申請 受付簿" if lang == "ja" else "Requests for permits"])
    sheet.append([None, None, None, "※ 日付は和暦でも西暦でもかまいません" if lang == "ja" else "Dates in any form"])
    sheet.append(list(HEADS[lang]))
    kinds = WORDS[lang]["kinds"].split("/")
    for number in range(1, 7):
        day = f"令和8年12月{number}日" if lang == "ja" else f"2026-12-{number:02d}"
        name = f"練習 {'一二三四五六'[number - 1]}郎"
        sheet.append([f"{number:06d}", "2026-11-29", name, "レンシュウ", day, kinds[number % 2], 1500 * number, "車いす" if number == 3 else None])
    book.save(path)
    return [f"{number:06d}" for number in range(1, 7)]


class Unseen:
    """The system at work. `entered` lists what was registered, a form each."""

    def __init__(self, lang: str) -> None:
        self.words = WORDS[lang]
        self.entered: list[dict[str, str]] = []
        self.signed_in: list[tuple[str, str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()

    def page(self, body: str) -> str:
        """A page of the system."""
        return f"<!doctype html><meta charset=utf-8><title>{self.words['title']}</title>{body}"

    def login(self, said: str = "") -> str:
        """The page that asks for a password."""
        w = self.words
        return self.page(
            f"<h1>{w['title']}</h1><p>{said}</p><form method=post action=/login><p>{w['user']} <input name=u aria-label='{w['user']}'></p>"
            f"<p><label>{w['password']} <input type=password name=p></label></p><button>{w['login']}</button></form>"
        )

    def menu(self) -> str:
        """What comes after signing in."""
        w = self.words
        return self.page(f"<h1>{w['menu']}</h1><a href=/entry>{w['entry']}</a> <a href=/out>{w['out']}</a>")

    def form(self) -> str:
        """The form, as a table whose heads name the fields."""
        w = self.words
        kinds = "".join(f"<option>{one}</option>" for one in ("", *w["kinds"].split("/")))
        rows = (
            (w["no"], "<input name=no maxlength=6 required>"), (w["name"], "<input name=name maxlength=20 required>"),
            (w["kana"], "<input name=kana>"), (w["day"], "<input name=day placeholder='2026/04/01'>"),
            (w["kind"], f"<select name=kind>{kinds}</select>"), (w["fee"], "<input name=fee>"),
            (w["note"], "<textarea name=note maxlength=50></textarea>"),
        )  # fmt: skip
        table = "".join(f"<tr><th>{head}</th><td>{box}</td></tr>" for head, box in rows)
        return self.page(
            f"<h1>{w['entry']}</h1><form method=post action=/entry onsubmit=\"return confirm('{w['sure']}')\"><table>{table}</table>"
            f"<button>{w['send']}</button><button type=button>{w['back']}</button></form>"
        )

    def take(self, form: dict[str, str]) -> str:
        """Register a form."""
        self.entered.append(form)
        w = self.words
        return self.page(f"<h1>{w['done']}</h1><table><tr><th>{w['receipt']}</th><td>K-{len(self.entered):03d}</td></tr></table>")


def _handler(system: Unseen) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            inside = "in=1" in (self.headers.get("cookie") or "")
            pages = {"/entry": system.form, "/menu": system.menu}
            if self.path == "/favicon.ico":
                self._say(404, "")
            elif inside and self.path in pages:
                self._say(200, pages[self.path]())
            else:
                self._say(200, system.login())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0"))).decode()
            form = dict(parse_qsl(body, keep_blank_values=True))
            if self.path == "/entry":
                self._say(200, system.take(form))
                return
            system.signed_in.append((form["u"], form["p"]))
            if system.signed_in[-1] == SECRETS:
                self._say(200, system.menu(), "in=1; Path=/")
            else:
                self._say(200, system.login(system.words["wrong"]))

        def _say(self, status: int, page: str, cookie: str = "") -> None:
            data = page.encode()
            self.send_response(status)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(data)))
            if cookie:
                self.send_header("set-cookie", cookie)
            self.end_headers()
            with contextlib.suppress(ConnectionError):  # the browser has left meanwhile
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def number_in(text: str, pattern: str) -> int:
    """The number that a sentence of a handbook tells."""
    found = re.search(pattern, text)
    assert found is not None, pattern
    return int(found[1])
