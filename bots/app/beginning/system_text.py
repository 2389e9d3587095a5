"""A page as the text of a system file, in Japanese or English words. Pure.

What was not seen is a question in a remark. Only what proves that a sign-in succeeded must be written before the file can
be used: a refusal that nobody notices locks accounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bots.app.beginning.recipe_text import beside
from bots.app.beginning.yaml_text import button, field_name, heading, link, remark, scalar
from bots.japan.encodings import encoding_name, of_page
from bots.recipe import words
from bots.recipe.names import OPEN
from bots.recipe.words import Table
from bots.tasks import registry

if TYPE_CHECKING:
    from bots.runners.surveying import SeenField, Survey

_SIGN_IN = re.compile(r"ログイン|サインイン|ログオン|認証|log ?(?:in|on)|sign ?in", re.IGNORECASE)
_SIGN_OUT = re.compile(r"ログアウト|サインアウト|ログオフ|log ?(?:out|off)|sign ?out", re.IGNORECASE)
_MOST_LINKS = 20
_WORDS = {"ja": ("利用者ID", "パスワード", "既定"), "en": ("User ID", "Password", "default")}


@dataclass(frozen=True, slots=True)
class SystemDraft:
    """What is known of a system: the page that was opened, and the one that came after signing in, if one did."""

    name: str
    base: str
    path: str
    environment: str
    secrets: str  # with what the names of its secrets begin
    page: Survey
    inside: Survey | None = None

    @property
    def password(self) -> SeenField | None:
        """The box of the password, where the page asks for one."""
        return next((one for one in self.page.fields if one.secret), None)

    @property
    def user(self) -> SeenField | None:
        """The box before it: who signs in."""
        password = self.password
        before = [one for one in self.page.fields if password and one.kind == "text" and one.number < password.number]
        return before[-1] if before else None

    @property
    def secret_names(self) -> tuple[str, ...]:
        """The names under which user and password are kept."""
        user = (f"{self.secrets}_user",) if self.user else ()
        return (*user, f"{self.secrets}_password") if self.password else ()


def system_text(draft: SystemDraft, lang: str, *, unproved: bool = False) -> str:
    """The whole file. `unproved` = the sign-in is tried at once, and what proves it is seen then."""
    return "\n".join(_Writer(draft, lang, unproved).lines()) + "\n"


def _is_known(encoding: str) -> bool:
    try:
        encoding_name(encoding)
    except LookupError:
        return False
    return True


class _Writer:
    """The lines of one file in one language."""

    def __init__(self, draft: SystemDraft, lang: str, unproved: bool) -> None:
        self.draft, self.unproved = draft, unproved
        self.japanese = lang == "ja"
        self.user, self.password, self.default = _WORDS[lang]

    def lines(self) -> Iterator[str]:
        """All lines, in the order of the file."""
        draft, word = self.draft, self._word
        yield self._t(
            "# bots new system が作りました。「< ? >」の行を見て書き足し、bots check で確かめます。",
            "# Made by bots new system: look at the lines with `< ? >`, complete them, and see bots check.",
        )
        yield f"{word('system')}: {scalar(draft.name)}"
        yield f"{word('addresses')}:"
        yield f"  {scalar(draft.environment)}: {scalar(draft.base)}"
        other = self._t("本番", "production")
        if draft.environment != other:
            yield beside(f"  # {other}: {OPEN}", self._t("本番で使う準備ができたら書く", "when it is ready for production"))
        hint = self._t("このアドレスのほかにつなぐホスト名。ここにない通信先へは出られません", "further hosts; the browser reaches no others")
        yield beside(f"# {word('allow')}: [{OPEN}]", hint)
        charset = draft.page.charset or (draft.inside.charset if draft.inside else "")
        if charset and _is_known(of_page(charset)):
            seen = self._t("画面の文字コード。ここから送れない文字の行は、実行の前に断ります", "of its pages: rows with what they cannot send are refused ahead")
            yield beside(f"{word('encoding')}: {of_page(charset)}", seen)
        else:
            yield beside(f"# {word('encoding')}: cp932", self._t("システムが Shift_JIS のとき", "where the system keeps Shift_JIS"))
        if draft.password is not None:
            yield from self._login(draft.password)
        yield ""
        yield from self._screens()
        yield ""
        yield beside(f"# {word('problems')}: [{OPEN}]", self._t("システムが断るときに出る文", "texts with which it refuses a row"))
        yield beside(f"# {word('already')}: [{OPEN}]", self._t("登録済みのときに出る文", "texts that say the record exists"))

    def _login(self, password: SeenField) -> Iterator[str]:
        draft, word = self.draft, self._word
        yield ""
        yield f"{word('login')}:"
        yield f"  - {self._verb('open')}: {scalar(draft.path)}"
        yield f"  - {self._verb('fill')}:"
        if draft.user is not None:
            yield f"      {scalar(_words_of(draft.user))}: <account.{self.user}>"
        yield f"      {scalar(_words_of(password))}: <account.{self.password}>"
        pressed = self._sign_in()
        yield f"  - {self._verb('click')}: {scalar(pressed)}" if pressed else beside(
            f"  # - {self._verb('click')}: {OPEN}", self._t("押すボタン", "what is pressed to sign in"))  # fmt: skip
        inside = draft.inside
        aside = self._t("ログインできたときだけ出る文（メニューの見出しなど）", "a text that is shown only when signed in (the menu's heading)")
        yield beside(f"  {'# ' if self.unproved else ''}- {self._verb('see')}: {self._proof()}", aside)
        yield f"{word('accounts')}:"
        kept = [f"{word_}: <secret.{name}>" for word_, name in zip(self._account(), draft.secret_names, strict=True)]
        yield f"  {self.default}: {{{', '.join(kept)}}}"
        yield self._t(
            f"# 秘密の値は config/secrets.yaml に {'、'.join(f'{name}: 値' for name in draft.secret_names)} と書きます（docs/it.ja.md）。",
            f"# Keep the secrets in config/secrets.yaml: {', '.join(f'{name}: VALUE' for name in draft.secret_names)} (docs/it.md).",
        )
        yield beside(f"# {word('login_failed')}: [{OPEN}]", self._t("パスワードが違うときに出る文", "texts that say the password is wrong"))
        out = next((one for one in (inside.buttons if inside else ()) if _SIGN_OUT.search(one.name)), None)
        target = "" if out is None else (link if out.role == "link" else button)(out.name, self.japanese)
        mark = "" if target else "# "
        yield f"{mark}{word('logout')}:"
        yield f"{mark}  - {self._verb('click')}: {scalar(target) if target else OPEN}"

    def _proof(self) -> str:
        """What the page inside says and the sign-in page does not: its heading, what signs out, where else it leads."""
        inside, page = self.draft.inside, self.draft.page
        if inside is None:
            return OPEN
        outside = " ".join((page.heading, *(one.name for one in page.buttons), *(name for one in page.fields for name in one.names)))
        leaving = [one.name for one in inside.buttons if _SIGN_OUT.search(one.name)]
        said = (inside.heading, *leaving, *(one.name for one in inside.buttons))
        return next((scalar(one) for one in said if one and one not in outside), OPEN)

    def _account(self) -> tuple[str, ...]:
        return (self.user, self.password) if self.draft.user else (self.password,)

    def _sign_in(self) -> str:
        names = [one.name for one in self.draft.page.buttons if one.role == "button" and one.count == 1]
        named = [name for name in names if _SIGN_IN.search(name)] or names
        return button(named[0], self.japanese) if named else ""

    def _screens(self) -> Iterator[str]:
        draft = self.draft
        sign = heading(draft.page.heading, self.japanese) if draft.page.heading else ""
        if draft.password is None and sign:
            yield f"{self._word('screens')}:"
            yield f"  {scalar(draft.page.heading)}:"
            yield f"    {self._in_screen('address')}: {scalar(draft.path)}"
            yield f"    {self._in_screen('sign')}: {scalar(sign)}"
            return
        page = draft.inside or draft.page
        links = [one for one in page.buttons if one.role in ("link", "menuitem", "tab") and one.count == 1]
        yield self._t(
            "# 画面に名前を付けます。使う画面の # を取り、目印にその画面だけにある見出しなどを書きます。",
            "# Screens by name: take the # of those in use away, and write a sign that only that screen has.",
        )
        yield f"# {self._word('screens')}:"
        named = [(one.name, link(one.name, self.japanese)) for one in links if not _SIGN_OUT.search(one.name)]
        shown = [one for one in named if one[1]][:_MOST_LINKS] if draft.inside or draft.password is None else []
        for name, target in shown:
            yield f"#   {remark(scalar(name))}:"
            yield f"#     {self._in_screen('how')}:"
            yield f"#       - {self._verb('click')}: {remark(scalar(target))}"
            yield f"#     {self._in_screen('sign')}: {OPEN}"
        if not shown:
            yield f"#   {OPEN}:"
            yield f"#     {self._in_screen('address')}: {scalar(draft.path)}"
            yield f"#     {self._in_screen('sign')}: {OPEN}"

    def _t(self, ja: str, en: str) -> str:
        return ja if self.japanese else en

    def _word(self, name: str) -> str:
        return self._of(words.SYSTEM, name)

    def _in_screen(self, name: str) -> str:
        return self._of(words.SCREEN, name)

    def _of(self, table: Table, name: str) -> str:
        return words.spoken(table, name, self.japanese)

    def _verb(self, name: str) -> str:
        task = registry.TASKS[name]
        return task.japanese if self.japanese else task.english


def _words_of(field: SeenField) -> str:
    return field_name(field.names) or field.selector or OPEN
