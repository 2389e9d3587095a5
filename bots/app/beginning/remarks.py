"""What a begun recipe says in its remarks, in Japanese and English. Pure: counts and words of screens, no values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bots.app.beginning.draft import Declared, Draft, Entry, Pressed
from bots.sources.grid import letter
from bots.sources.guessing import Doubt
from bots.sources.outline import KeyFacts

if TYPE_CHECKING:
    from bots.runners.surveying import SeenField

_DOUBTS = {
    "empty": ("表ではどの行も空です", "blank in every row"),
    "few": ("値のある行が {n} 行だけなので、種類を確かめてください", "few rows are filled in ({n}): see whether the type is right"),
    "blank": (
        "空の行が {n} 行あるので任意にしました。必ず書く列なら「任意」を消します",
        "blank rows: {n}; remove `optional` if it must be filled in",
    ),
    "misfit": (
        "{n} 行はこの種類として読めません（{cells}。bots preview で見られます）",
        "rows that do not read as this type: {n} ({cells}; see bots preview)",
    ),
    "not_date": (
        "日付のようですが、{n} 行が日付として読めないため文字にしました（{cells}）。表を直したら「日付」とします",
        "may be dates, but rows that do not read as one: {n} ({cells}); when the sheet is mended write `date`",
    ),
    "single": (
        "1行にしか出てこない値が {n} 種類あります。選択肢なら「/」でつないで書き足します",
        "values that stand in one row only: {n}; add them after a / if they are choices",
    ),
    "unread": ("{n} 行は式の結果などが読めません", "rows that cannot be read: {n} (formulas without a result, errors)"),
    "date": ("日付かもしれません。日付なら「日付」とします", "may be dates: then write `date`"),
    "my_number": (
        "個人番号の検査数字に合う行が {n} 行あるので隠します。個人番号でなければ「隠す」を消します",
        "rows with the check digit of an Individual Number: {n}; hidden; remove `mask` if they are none",
    ),
}


class Remarks:
    """The sentences of one language."""

    def __init__(self, lang: str) -> None:
        self._at = 0 if lang == "ja" else 1

    def t(self, ja: str, en: str) -> str:
        """The one of the language."""
        return (ja, en)[self._at]

    def head(self, draft: Draft) -> Iterator[str]:
        """The first lines of the file."""
        name = draft.name
        yield self.t(
            "# bots new が作った下書きです。「< ? >」と「確かめてください」の行を見て、書き足します。",
            "# A draft made by bots new: look at the lines with `< ? >` and `please check`, and complete them.",
        )
        yield self.t(
            f"# 誤りが残っていないかは bots check {name}、表の読まれ方は bots preview {name} で見られます。",
            f"# What is still open: bots check {name}. How the sheet is read: bots preview {name}.",
        )

    def about(self) -> Iterator[tuple[str, str]]:
        """What to fill in under 概要, each with what is meant."""
        yield "owner", self.t("課と係", "section in charge")
        yield "purpose", self.t("何のために、何を何に登録するか", "what is entered into what, and why")
        yield "manual_minutes", self.t("手作業なら1件に何分かかるか", "minutes that one row takes by hand")

    def key(self, key: KeyFacts) -> str:
        """Why this column is the key, or what is wrong with it as one."""
        if key.fit:
            return self.t(f"{key.rows} 行とも、空も同じ値もありません", f"no blank and no value twice in all rows ({key.rows})")
        return self.t(
            f"空の行 {key.blank}、同じ値の行 {key.doubled}。これらの行は登録されません。確かめてください",
            f"blank rows: {key.blank}, rows that share their value: {key.doubled}; these are not entered; please check",
        )

    def register(self) -> str:
        """What a register is for."""
        return self.t("年度ごとに番号を振り直すときは、年度の入った名前（例: 令和8年度 申込）", "a name with the year, where numbers begin anew each year")

    def only(self) -> str:
        """A proposal for 対象."""
        return self.t("受付番号のない行だけにするときは、この # を取ります", "take the # away to leave out rows that have a receipt")

    def may_be_last_lines(self, numbers: Sequence[int], *, instead: bool) -> str:
        """Lines that may be no rows."""
        ja = f"{'、'.join(map(str, numbers))} 行目は合計や注記のようです。同じように見える行を登録することがないなら、# を取ります"
        en = f"row {', '.join(map(str, numbers))} looks like a total or a note: take the # away if no row to be entered ever looks so"
        return self.t(f"{ja}（上の行は消します）" if instead else ja, f"{en} (and the line above out)" if instead else en)

    def last_lines(self, numbers: Sequence[int]) -> str:
        """Lines that are no rows."""
        return self.t(
            f"表の終わりの合計や注記と見た行です（{'、'.join(map(str, numbers))} 行目）。確かめてください",
            f"the last lines look like totals or notes (row {', '.join(map(str, numbers))}): make sure",
        )

    def hidden(self, count: int) -> str:
        """Hidden rows are a question."""
        return self.t(f"隠れた行が {count} 行あります。飛ばす か 含める と書きます", f"hidden rows: {count}; write skip or include")

    def column(self, one: Declared, lines: Sequence[int]) -> Iterator[str]:
        """What is doubtful about a column; `lines` are the numbers of the rows."""
        for doubt in one.seen.guess.doubts:
            settled = doubt.why == "single" and len(one.column.choices) == len(one.seen.guess.values)
            if not settled and not (one.write and doubt.why in ("empty", "few")):
                yield _DOUBTS[doubt.why][self._at].format(n=doubt.rows, cells=self._cells(one, doubt, lines))
        if one.longer:
            yield self.t(
                f"{one.longer} 行は、画面の欄に入る文字数より長い値です",
                f"rows longer than the field of the screen: {one.longer}",
            )
        if one.unlike:
            words = "、".join(f"「{word}」" for word in one.unlike) if self._at == 0 else ", ".join(one.unlike)
            yield self.t(
                f"{words} は画面の選択肢にありません。表の言葉を直すか、下の対応表を使います",
                f"the screen does not offer {words}: change the words of the sheet, or use the lookup below",
            )

    def _cells(self, one: Declared, doubt: Doubt, lines: Sequence[int]) -> str:
        """Where cells stand, as Excel names them: never what they hold, which may be somebody's."""
        named = [f"{letter(one.seen.at + 1)}{lines[at]}" for at in doubt.at]
        more = doubt.rows - len(named)
        return self.t("、", ", ").join(named) + (self.t(f" ほか {more}", f" and {more} more") if more else "")

    def without_field(self) -> str:
        """Above columns that no field takes."""
        return self.t(
            "次の列は、画面に対応する欄が見つかりません。使うなら # を取ります:",
            "No field of the screen was found for these columns; take the # away to use one:",
        )

    def reserved(self) -> str:
        """A heading that means something else in recipes."""
        return self.t("レシピで別の意味を持つ言葉です。使うなら表の見出しを変えます", "means something else in recipes: change the heading to use it")

    def unusable(self) -> str:
        """A heading that no placeholder can hold."""
        return self.t("見出しの記号のため差し込めません。使うなら表の見出しを変えます", "cannot stand between < and >: change the heading to use it")

    def doubled(self) -> str:
        """A heading that stands twice."""
        return self.t("同じ見出しの列が2つ以上あります。使うなら見出しを変えます", "this heading stands more than once: change one to use it")

    def address(self) -> str:
        """A screen that has no name yet."""
        return self.t(
            "この画面を config/systems の「画面」に書き足し、その名前にすると、目印で確かめてから入力します",
            "put this screen under screens in config/systems with its sign, and write its name here",
        )

    def entry(self, one: Entry) -> Iterator[str]:
        """How sure a pair is."""
        if one.how == "near":
            yield self.t("言葉が近いので組にしました。確かめてください", "paired because the words are near; please check")
        if one.loose:
            yield self.t(
                "2026-04-01 の形で入ります。画面の書き方と違うなら、列名の後に |日付 YYYY/MM/DD や |和暦 を付けます",
                "goes in as 2026-04-01; if the screen wants another form add |date YYYY/MM/DD or |wareki",
            )

    def without_column(self) -> str:
        """Above fields for which there is no column."""
        return self.t(
            "次の欄は画面にあり、表に対応する列が見つかりません。入れるなら # を取り、右に <列名> か決まった文字を書きます:",
            "No column was found for these fields of the screen; to fill one in take the # away and write <column> or a text:",
        )

    def may_be(self, field: str) -> str:
        """A column that may be meant for a field of another name."""
        return self.t(
            f"画面の「{field}」のことかもしれません。そうなら、この行と欄の行の # を取ります",
            f"may be what the screen calls {field}: if so take the # away here and at the field; please check",
        )

    def proposed(self) -> str:
        """The same beside the field."""
        return self.t("この列のことかもしれません。確かめてください", "this column may be meant; please check")

    def needed(self, proposed: str, *, declared: bool) -> str:
        """A field that the screen requires and that no column goes into; `proposed` may be meant for it, a column
        that stands behind a # until then where it is not `declared` for another reason."""
        if proposed and declared:
            return self.t(
                f"{proposed} のことかもしれません。確かめて、そうなら右に書きます",
                f"may be {proposed}: please check; if so write it here",
            )
        if proposed:
            return self.t(
                f"{proposed} のことかもしれません。確かめて、そうなら右に書き、上の列の # を取ります",
                f"may be {proposed}: please check; if so write it here and take the # away at the column above",
            )
        return self.t(
            "表に対応する列が見つかりません。右に <列名> か決まった文字を書きます",
            "no column was found for it: write <column> or a text",
        )

    def field(self, one: SeenField) -> Iterator[str]:
        """What a field without a column wants."""
        if one.required:
            yield self.t("画面では必須です", "required by the screen")
        if one.parts:
            yield self.t(
                f"{one.boxes} 個の欄に分かれていて、1つの列からは入れられません。表の列を欄ごとに分けます（bots inspect に書き方）",
                f"has {one.boxes} boxes that no column can be divided among: a column for each (bots inspect shows how)",
            )
        if not one.names and one.doubtful:
            yield self.t("同じ名前の欄がほかにもあります。範囲 を付けます", "other fields have this name too: add in")
        elif not one.names:
            yield self.t("名前のない欄です。config/systems の画面の「名前」に書きます", "has no words: put it under names of its screen in config/systems")
        if one.choices:
            yield self.t("選択肢: ", "choices: ") + "/".join(one.choices[:12]) + ("/…" if len(one.choices) > 12 else "")

    def table(self, name: str) -> str:
        """Above a proposal for 対応表."""
        return self.t(
            f"「{name}」の言葉を画面の言葉に替えるときは、対応表のファイルを作って # を取り、入力の値を <画面の{name}> にします:",
            f"To turn the words of {name} into those of the screen make this file, take the # away, and fill in <{self.of_screen(name)}>:",
        )

    def of_screen(self, name: str) -> str:
        """What the looked-up word is called."""
        return self.t(f"画面の{name}", f"{name} of the screen")

    def table_file(self, name: str) -> str:
        """What the file of the table may be called."""
        return self.t("対応表.csv", "words.csv")

    def words_of_screen(self) -> str:
        """A heading of the table."""
        return self.t("画面の言葉", "of screen")

    def words_of_sheet(self) -> str:
        """A heading of the table."""
        return self.t("表の言葉", "of sheet")

    def confirm(self) -> str:
        """A button that leads to a page that asks again."""
        return self.t("確認の画面へ進むボタンと見ました。確かめてください", "taken to lead to a page that asks again; please check")

    def pressed(self) -> str:
        """The submit was taken by its words."""
        return self.t(
            "言葉から、登録するボタンと見ました。確認の画面に進むだけなら クリック に替えます",
            "taken to be what registers, by its words; if it only leads on write click",
        )

    def submit(self, pressed: Pressed) -> str:
        """The button that registers is a question."""
        if pressed.confirm or not pressed.candidates:
            return self.t("登録するボタンを、例: ボタン「登録する」のように書きます", 'write what registers, as in: button "Register"')
        names = "、".join(pressed.candidates[:6]) if self._at == 0 else ", ".join(pressed.candidates[:6])
        return self.t(f"登録するボタンを書きます。画面にあるボタン: {names}", f"write what registers; the screen has: {names}")

    def success(self) -> str:
        """What tells that it was entered is a question."""
        return self.t(
            "登録できたときに画面に出る文を書き、# を取ります。登録できたかは、この文で確かめます",
            "write the text that is shown when it was entered, and take the # away: success is told by it",
        )

    def dialog(self) -> str:
        """Whether a dialog follows the press is a question: nobody has pressed yet."""
        return self.t(
            "押した後に確認の小窓が出る画面で、OK と答えてよければ、# を取ります（試しでは押さないので分かりません）",
            "take the # away if a dialog follows the press and may be answered with OK (a rehearsal does not press)",
        )

    def receipt(self) -> str:
        """Above a proposal for 読取 and 書き戻す."""
        return self.t(
            "登録の後の画面に出る番号を表に書き戻すときは、番号の見出しを確かめて # を取ります:",
            "To write the number that is shown afterwards into the sheet see what it is called there, and take the # away:",
        )

    def kept(self, name: str) -> str:
        """What the number is called until it is written."""
        return self.t(f"控えた{name}", f"{name} shown")

    def entered(self) -> str:
        """What a column of states gets."""
        return self.t("登録済", "entered")
