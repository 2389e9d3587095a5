"""What column types and filters do, for the reference: a sentence, and a sample that is put through them.

What comes out is worked out, not written down, so that the reference cannot say what is not so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence of each language, how it is written after its word, and a value to try it on."""

    ja: str
    en: str
    value: str
    after: str = ""
    after_en: str = ""

    def text(self, lang: str) -> str:
        """The sentence of that language."""
        return self.ja if lang == "ja" else self.en

    def written(self, lang: str) -> str:
        """What stands after the word."""
        return self.after if lang == "ja" else self.after_en or self.after


Samples = Mapping[str, Sample]
S = Sample

COLUMNS: Samples = {
    "text": S("文字。1字も変えずに使う。", "Any text, character for character.", "髙橋 花子", "最大 40", "max 40"),
    "code": S("番号や記号。桁数を書くと、その桁の数字だけを通す。頭の 0 は数のうち。",
              "A number that is a name; with a size exactly so many digits. Zeros in front count.", "00000012", "8"),
    "number": S("数。カンマは取る。", "A number; commas are dropped.", "1,200", "最小 0", "min 0"),
    "money": S("金額。カンマ・円・¥ は取り、△ は負の数にする。", "An amount; commas, 円 and ¥ are dropped, △ is a minus.", "12,000円"),
    "date": S("日付。和暦も西暦も、2026-04-01 の形にそろえる。", "A date of either calendar; goes on as 2026-04-01.", "令和8年4月1日"),
    "my_number": S("個人番号。半角12桁で、検査用数字も確かめる。書かなくても隠す。",
                   "An Individual Number: twelve digits, the check digit right; hidden without being asked.", "123456789018"),
    "corporate_number": S("法人番号。半角13桁で、検査用数字も確かめる。", "A Corporate Number: thirteen digits, the check digit right.",
                          "7000012050002"),
    "account_kind": S("預金種目。普通・当座・貯蓄・その他、または 1・2・4・9。言葉にそろえる。",
                      "The kind of an account, by its word or its digit in transfer files; goes on as the word.", "1"),
    "account_name": S("口座名義のカナ。銀行の振込データに使える文字だけ。形は変えない（変えるのは「全銀カナ」）。",
                      "The holder of an account in kana that every bank's transfer file can hold; not changed.", "ヤマダ　ハナコ", "最大 40", "max 40"),
    "postal": S("郵便番号。123-4567 の形にそろえる。", "A postal code; goes on as 123-4567.", "〒1234567"),
    "phone": S("電話番号。半角にして、分かるところは - で区切る。",
               "A telephone number, in half width, with hyphens where its parts can be told.", "０３－１２３４－５６７８"),
    "kana": S("かな（ひらがな・カタカナ、半角も可）だけ。", "Kana of either kind and width only.", "ヤマダ　ハナコ"),
    "choice": S("決まった言葉のどれか。/ で区切って並べる。", "Exactly one of the choices, which are parted by /.",
                "新規", "新規/継続", "新規/継続"),
    "flag": S("○ か × 。はい・いいえ として使う。", "○ or ×; goes on as はい or いいえ.", "○"),
    "email": S("メールアドレス。", "An e-mail address.", "hanako@example.jp"),
    "file": S("表と同じフォルダーか、その下のファイル。", "A file in the folder of the sheet or below.", "書類\\就労証明書.pdf"),
}  # fmt: skip
FILTERS: Samples = {
    "wareki": S("和暦にする。形は選べる。", "As a Japanese date; the form can be chosen.", "2026-04-01", "R06.04.01"),
    "date": S("日付を YYYY YY MM M DD D と区切りで書く。", "A date by YYYY YY MM M DD D and separators.", "令和8年4月1日", "YYYY/MM/DD"),
    "year": S("西暦の年だけ。", "The western year.", "令和8年4月1日"),
    "month": S("月だけ。頭の 0 は付けない。", "The month, without a zero in front.", "令和8年4月1日"),
    "day": S("日だけ。頭の 0 は付けない。", "The day, without a zero in front.", "令和8年4月1日"),
    "opening_day": S("開庁日にする（休みの日なら次の開庁日）。書き方: 翌・前（その日を含まない）、以後・以前（その日を含む）、月初・月末、3日後・3日前・3日目（開庁日で数える）。",
                     "An opening day of the hall (that day, or the next one): next, previous, on_or_after, on_or_before, first, last (of the month), 3_after, "
                     "3_before, 3_of_month.", "2026-05-01", "翌", "next"),
    "zenkaku": S("全角にする。", "In full width.", "ABC 12-3"),
    "hankaku": S("半角にする。", "In half width.", "ＡＢＣ　１２－３"),
    "katakana": S("カタカナにする。", "As katakana.", "やまだ"),
    "hiragana": S("ひらがなにする。", "As hiragana.", "ヤマダ"),
    "hankaku_kana": S("半角カナにする。", "As kana in half width.", "ヤマダ"),
    "zengin": S("銀行の振込データのカナにする（半角、小さい字は大きく、ー は -）。使えない文字があれば断る。",
                "As kana of a bank's transfer file; what has no form there is refused.", "きゅうよ　タロー"),
    "substitute": S("システムに入りにくい字を、代替の表の字に替える（異体字セレクタも除く）。替えてよい字や、入る文字の範囲も書ける。替えた字は報告に残る。",
                    "Characters that are hard to hold by those of the table of substitutes; which of them, or what set is held, "
                    "can be written. Each change is told in the report.", "髙橋𠮷", "JIS X 0208"),
    "pad": S("頭に 0 を補って、その桁にする。長ければ断る。", "Zeros in front, to so many digits; a longer value is refused.", "123", "8"),
    "first": S("はじめの何字か。", "The first so many characters.", "1234567", "3"),
    "last": S("おわりの何字か。", "The last so many characters.", "1234567", "4"),
    "digits": S("数字だけを残す。", "Nothing but the digits.", "第１２号-3"),
    "postal": S("123-4567 の形にする。", "As 123-4567.", "1234567"),
    "phone": S("電話番号の形にする。", "As a telephone number.", "0312345678"),
    "banchi": S("番地の区切りをそろえる。", "All dashes between digits as one.", "１ー２‐３", "-"),
    "comma": S("3桁ごとにカンマを入れる。", "With commas.", "1234567"),
    "trim": S("前後の空白を除く。", "Without blanks at either end.", "　山田　"),
    "replace": S('文字を置き換える。"" は何もないこと。', 'One text for another; "" stands for nothing.', "A棟101", "棟 -"),
    "default": S("空のときに使う値。", "What is used where the value is blank.", "", "なし", "none"),
    "oneline": S("改行を除いて1行にする。", "Lines joined into one.", "1行目\n2行目"),
}  # fmt: skip
