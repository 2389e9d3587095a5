"""Which field of a screen takes which column of a sheet, by their words. Pure.

Three ways, the surest first: the same words; the same after width, kana, brackets and badges are folded;
words that are near (another word for the same, one inside the other, a few letters apart). A near pair is
made only where nothing else comes close, and never between words that tell fields apart: 父 and 母,
第1希望 and 第2希望, 自宅 and 携帯.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bots.japan.width import fold, katakana
from bots.values.scope import fold_name

How = Literal["exact", "folded", "near"]

_NEAR = 0.72  # likeness from which words are near
_LONG = 4  # characters of a name of several words
_APART = 0.08  # by which the best must be better than any other
_BADGE = re.compile(r"^(?:[\[(〔【]?(?:必須|任意)[])〕】]?|[*※●■◆])+|(?:[\[(〔【](?:必須|任意)[])〕】]|(?<=.)(?:必須|任意)|[:*※])+$")
_BRACKETS = re.compile(r"[(〔【\[][^()〔〕【】\[\]]*[)〕】\]]")
# What stands in brackets and only says how to write: everything else in brackets may tell fields apart.
_HINT = re.compile(
    r"[(〔【\[](?:全角|半角|税込|税抜|円|歳|人|必須|任意|西暦|和暦|例.*|記入例.*|\d+(?:桁|文字|字)(?:以内)?|"
    r"ハイフン(?:なし|あり)|[YMD/.-]+|(?:半角)?数字)[)〕】\]]",
    re.IGNORECASE,
)
_MEANS = (  # words for one thing, as `_bare` leaves them; the first stands for all of them
    ("フリガナ", "フリカナ", "ヨミガナ", "ヨミ仮名", "読ミガナ", "氏名カナ", "カナ氏名", "カナ", "kananame", "kana"),
    ("氏名", "オ名前", "名前", "姓名", "fullname", "name"),
    ("生年月日", "誕生日", "dateofbirth", "birthdate", "birthday"),
    ("郵便番号", "〒", "postalcode", "postcode", "zipcode"),
    ("電話番号", "電話", "telephonenumber", "phonenumber", "telephone", "phone", "tel"),
    ("メールアドレス", "電子メール", "メール", "emailaddress", "email"),
    ("住所", "所在地", "address"),
    ("備考", "メモ", "摘要", "特記事項", "remarks", "notes", "note", "memo"),
    ("区分", "種別", "種類"),
    ("金額", "amount"),
)
_EVERYDAY = tuple(  # words of paper forms, as `_bare` leaves them, and those of screens
    (re.compile(everyday), formal)
    for everyday, formal in (
        (r"(?<=.)ノ(?=[オ一-龥])|(?<=希望)スル", ""), ("オ?子(?:サン|様|サマ|ドモ|供)|コドモ|園児", "児童"),
        ("オ父サンオ母サン|父母|オウチノ方|ゴ家族", "保護者"), ("(?:オ生マレ|生マレ(?:タ日)?)(?:日)?", "生年月日"),
        ("男女(?:別)?", "性別"), ("(?:保育|幼稚)?(?<![公庭農])園|保育所", "施設"), ("続キ柄|間柄", "続柄"),
        ("オ?住マイ", "住所"), ("(?<!緊急)連絡先", "電話番号"), ("オ?勤メ(?:先)?|オ仕事先", "勤務先"),
        ("ヨミ(?:カタ|方)|読ミ(?:カタ|方)", "フリガナ"), ("マイナンバー", "個人番号"), ("番目|第(?=\\d)", ""),
        ("(?:勤務|在職)証明", "就労証明"), ("(?<=.)(?:ノ?ファイル名?|添付)$", ""), ("^sex$", "gender"), ("^born(?:on)?$", "dateofbirth"),
    )
)  # fmt: skip
_STANDS_FOR = {word: group[0] for group in _MEANS for word in group}
_SAME = re.compile("|".join(sorted(map(re.escape, _STANDS_FOR), key=len, reverse=True)))
_NUMBER = re.compile(r"(?<![a-z])(?:no|num|number)(?![a-z])\.?|№|#", re.IGNORECASE)
# Names in which different ones of such words stand are of different things.
_OPPOSED = (
    ("父", "母"), ("男", "女"), ("児童", "保護者", "世帯主", "申請者", "配偶者", "代理人", "届出人", "本人", "緊急連絡先"),
    ("自宅", "携帯", "勤務先", "日中", "fax", "ファクス"), ("旧", "新"), ("前", "後"), ("開始", "終了"), ("カラ", "マデ"),
    ("受付", "申込", "入所", "退所", "交付", "登録", "更新", "希望", "返却", "支払", "発行"), ("年", "月"),
    ("from", "to"), ("start", "end"), ("home", "mobile", "work"), ("first", "last"),
)  # fmt: skip
_ALONE = ("フリガナ", "確認", "再入力", "旧", "confirm")  # what one name has and the other has not
_NUMERALS = str.maketrans("一二三四五六七八九①②③④⑤⑥⑦⑧⑨", "123456789123456789")


@dataclass(frozen=True, slots=True)
class Pair:
    """A field and a column, by their places in what was given, how they were brought together, and the word of
    the field by which."""

    field: int
    column: int
    how: How
    name: str


def pair(fields: Sequence[Sequence[str]], headings: Sequence[str]) -> tuple[Pair, ...]:
    """Pair fields (each by the words that lead to it) with headings; each at most once. In the order of fields."""
    made: list[Pair] = []
    ways: tuple[tuple[How, Callable[[str], str]], ...] = (
        ("exact", _plain), ("folded", folded), ("folded", _bare),
    )  # fmt: skip
    for how, same in ways:
        made += list(_alike(fields, headings, made, how, same))
    made += _near(fields, headings, made, likeness)
    return tuple(sorted(made, key=lambda one: one.field))


def proposals(fields: Sequence[Sequence[str]], headings: Sequence[str], made: Sequence[Pair]) -> tuple[Pair, ...]:
    """Of what `made` has left over: fields and headings that may be one by the words of everyday forms
    (お生まれ, 生年月日). They are questions to a person and are never made a pair.
    """
    found = _near(fields, headings, made, lambda name, heading: likeness(_formal(name), _formal(heading)))
    return tuple(sorted(found, key=lambda one: one.field))


def _formal(name: str) -> str:
    """A name with its everyday words as screens of offices have them."""
    text = _bare(name)
    for everyday, formal in _EVERYDAY:
        text = everyday.sub(formal, text)
    return text


def folded(name: str) -> str:
    """A name without what the same name is written with now and then: width, kana, blanks, badges, hints."""
    text = fold_name(unicodedata.normalize("NFC", name))
    while (short := _BADGE.sub("", _HINT.sub("", text))) and short != text:
        text = short
    return katakana(text).lower()


def _plain(name: str) -> str:
    return " ".join(name.split())


def _bare(name: str) -> str:
    """The same without any brackets around what they hold: 氏名（カナ） and 氏名カナ."""
    return re.sub(r"[()〔〕【】\[\]「」・/_\-.]", "", folded(name)).translate(_NUMERALS)


def _free(
    fields: Sequence[Sequence[str]], headings: Sequence[str], made: Sequence[Pair]
) -> tuple[list[int], list[int]]:
    used = {one.field for one in made}, {one.column for one in made}
    return ([n for n in range(len(fields)) if n not in used[0]], [n for n in range(len(headings)) if n not in used[1]])


def _alike(
    fields: Sequence[Sequence[str]],
    headings: Sequence[str],
    made: Sequence[Pair],
    how: How,
    same: Callable[[str], str],
) -> Iterator[Pair]:
    """Pairs whose words are the same under `same`, where that leads from one to one."""
    left, columns = _free(fields, headings, made)
    found = [
        (field, column, name)
        for field in left
        for column in columns
        for name in fields[field]
        if same(name) and same(name) == same(headings[column])
    ]
    for field, column, name in found:
        others = {(one[0], one[1]) for one in found if (one[0] == field) != (one[1] == column)}
        if not others and name == next(one[2] for one in found if one[:2] == (field, column)):
            yield Pair(field, column, how, name)


def _near(
    fields: Sequence[Sequence[str]], headings: Sequence[str], made: Sequence[Pair], like: Callable[[str, str], float]
) -> Iterator[Pair]:
    """Pairs that are each other's best by a clear way; what comes close to two is left to a person."""
    left, columns = _free(fields, headings, made)
    scores = {
        (field, column): max(((like(name, headings[column]), name) for name in fields[field]), default=(0.0, ""))
        for field in left
        for column in columns
    }
    while scores:
        (field, column), (score, name) = max(scores.items(), key=lambda one: (one[1][0], -one[0][0], -one[0][1]))
        if score < _NEAR:
            return
        rivals = [
            other
            for place, (other, _) in scores.items()
            if place != (field, column) and (place[0] == field or place[1] == column)
        ]
        if not rivals or score - max(rivals) >= _APART:
            yield Pair(field, column, "near", name)
        scores = {place: one for place, one in scores.items() if field != place[0] and column != place[1]}


def likeness(name: str, heading: str) -> float:
    """How near two names are, from 0 to 1; 0 where something in them tells them apart."""
    one, two = _meant(name), _meant(heading)
    if not one or not two or _are_apart(one, two):
        return 0.0
    if one == two:
        return 0.98
    if len(one) >= _LONG and sorted(one) == sorted(two):
        return 0.9  # 希望入所日 and 入所希望日: Japanese puts its words in any order
    short, long = sorted((one, two), key=len)
    if len(short) >= 2 and short in long:
        return 0.78 + 0.15 * len(short) / len(long)
    return difflib.SequenceMatcher(None, one, two).ratio()


def _meant(name: str) -> str:
    """A name with each word for a thing as the one that stands for all."""
    return _SAME.sub(lambda found: _STANDS_FOR[found[0]], _bare(_NUMBER.sub("番号", fold(name))))


def _are_apart(one: str, two: str) -> bool:
    """Whether numbers, or words that exclude each other, differ."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", two):
        return True
    for group in _OPPOSED:
        mine, other = ({word for word in group if word in text} for text in (one, two))
        if mine and other and mine != other:
            return True
    return any((word in one) != (word in two) for word in _ALONE)
