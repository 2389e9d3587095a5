"""Y: the form of a YAML file, before any meaning."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    "Y01": Message(
        "字下げに全角スペースが使われています。",
        "The indent holds a full-width space.",
        "半角スペースに直してください。",
        "Use ordinary spaces.",
    ),
    "Y02": Message(
        "字下げにタブが使われています。",
        "The indent holds a tab.",
        "半角スペースに直してください。",
        "Use ordinary spaces.",
    ),
    "Y03": Message(
        "全角コロン「：」が使われています。",
        "A full-width colon ： is used.",
        "半角の「:」と半角スペースに直してください。",
        "Use an ordinary colon and a space.",
    ),
    "Y04": Message(
        "箇条書きの記号「{mark}」が半角の「-」ではありません。",
        "The bullet {mark} is not an ordinary hyphen.",
        "半角の「-」と半角スペースに直してください。",
        "Use an ordinary hyphen and a space.",
    ),
    "Y05": Message(
        "「{mark}」の後に半角スペースがありません。",
        "There is no space after {mark}",
        "例:  {example}",
        "Example:  {example}",
    ),
    "Y06": Message(
        "値の中に「: 」があるため、どこまでが名前か分かりません。",
        "The value holds a colon and a space, so it is not clear where the name ends.",
        '値全体を " " で囲んでください。例:  名前: "申請: 住所変更"',
        'Put the whole value in quotes. Example:  name: "Form: address"',
    ),
    "Y07": Message(
        "{{ }} の書き方が正しくありません。",
        "The braces {{ }} are not used rightly.",
        "差し込みは {{列名}} ではなく <列名> と書きます（引用符はいりません）。",
        "A placeholder is written <column>, not {{column}}, and needs no quotes.",
    ),
    "Y08": Message(
        "「#」から後ろは読まれません（覚え書きとして扱われます）。",
        "What follows the # is not read: it counts as a remark.",
        '値の一部なら全体を " " で囲み、覚え書きなら # の後に半角スペースを入れてください。',
        "If it belongs to the value, put the value in quotes; if it is a remark, put a space "
        "after #.",
    ),
    "Y09": Message(
        "文字コードが UTF-8 ではありません（{guess} のようです）。",
        "The file is not in UTF-8 (it seems to be {guess}).",
        "メモ帳などで開き、「名前を付けて保存」で文字コードに UTF-8 を選んで保存し直してください。",
        "Open it in an editor and save it again with the encoding UTF-8.",
    ),
    "Y26": Message(
        "文字のファイルではありません。",
        "This is not a text file.",
        "レシピとシステムのファイルは、メモ帳などで書く文字のファイルです。"
        "画像や表などのファイルなら、別のフォルダーに移してください。",
        "Recipes and system files are plain text. If it is a picture, a workbook or the like, "
        "move it to another folder.",
    ),
    "Y10": Message(
        "「{name}」が2回書かれています（1回目は {first} 行目）。",
        "{name} is written twice (first in line {first}).",
        "どちらか一方を消してください。",
        "Remove one of the two.",
    ),
    "Y11": Message(
        "「{mark}」で始まる文字はここに書けません。",
        "A text that begins with {mark} cannot be written here.",
        '文字として書くときは全体を " " で囲んでください。',
        "If it is meant as text, put it in quotes.",
    ),
    "Y12": Message(
        "ファイルが大きすぎます（{size} kB、上限は {limit} kB）。",
        "The file is too large ({size} kB, the limit is {limit} kB).",
    ),
    "Y13": Message(
        "「---」で区切られた2つ目の文書があります。",
        "A second document begins here with ---.",
        "1つのファイルには1つだけ書いてください。",
        "Write one document in one file.",
    ),
    "Y14": Message(
        "字下げの深さが揃っていません。",
        "The indents do not line up.",
        "同じ並びのものは、行の頭を同じ位置に揃えてください。",
        "Begin lines that belong together at the same column.",
    ),
    "Y15": Message(
        "引用符「{mark}」が閉じられていません。",
        "The quote {mark} is not closed.",
        "同じ引用符で閉じてください。",
        "Close it with the same quote.",
    ),
    "Y16": Message(
        '" " の中の「\\」の書き方が正しくありません。',
        'A backslash inside " " is not used rightly.',
        "フォルダー名などは \" \" ではなく ' ' で囲んでください。",
        "Put paths in ' ' and not in \" \".",
    ),
    "Y17": Message("ファイルに何も書かれていません。", "Nothing is written in the file."),
    "Y18": Message(
        "ここは「名前: 値」の並びで書きます。",
        "Here lines of the form `name: value` are needed.",
    ),
    "Y19": Message(
        "名前のところに [ ] や {{ }} は書けません。",
        "A name cannot be written in [ ] or {{ }}.",
        '文字として書くときは全体を " " で囲んでください。',
        "If it is meant as text, put it in quotes.",
    ),
    "Y20": Message(
        "字下げが深すぎます（{limit} 段まで）。",
        "The nesting is too deep (at most {limit} levels).",
    ),
    "Y21": Message(
        "書かれている項目が多すぎます（{limit} 個まで）。",
        "There are too many entries (at most {limit}).",
    ),
    "Y22": Message(
        "使えない制御文字が入っています（文字番号 {point}）。",
        "There is a control character that cannot be used ({point}).",
        "その文字を消してください。",
        "Remove it.",
    ),
    "Y23": Message(
        "書き方が正しくないため、ここから先を読めません。",
        "The file cannot be read from here on.",
        "この行と1つ前の行の、コロン・字下げ・かっこ・引用符を確かめてください。",
        "Check the colons, indents, brackets and quotes of this line and the one before.",
    ),
    "Y24": Message(
        "「:」がありません。",
        "A colon is missing.",
        "「名前: 値」の形で書いてください。",
        "Write it in the form `name: value`.",
    ),
    "Y27": Message(
        "「{mark}」で終わった値の後に、まだ文字があります。",
        "There is more text after a value that ended with {mark}.",
        '余分な文字を取るか、値の全体を " " で囲んでください。',
        "Remove what is too much, or put the whole value in quotes.",
    ),
    "Y28": Message(
        "「#」の前の空白が半角スペースではないので、注釈にならず、値の一部になります。",
        "The blank before # is no ordinary space: what follows is part of the value, and no remark.",
        "注釈なら、# の前を半角スペースにしてください（bots fix で直せます）。値の一部なら、値全体を \" \" で囲みます。",
        "For a remark put an ordinary space before # (bots fix does it); if it belongs to the value, put the whole value in quotes.",
    ),
    "Y29": Message(
        "値の前か後ろに、見えない文字（全角の空白など）があります。このままでは、値の一部として入ります。",
        "Before or behind the value there is a letter that nobody sees (a full-width blank, say). It would go in with the value.",
        "消してください（bots fix で直せます）。値の一部なら、値全体を \" \" で囲みます。",
        "Remove it (bots fix does it); if it belongs to the value, put the whole value in quotes.",
    ),
    "Y25": Message(
        "かっこ「{mark}」が閉じられていません。",
        "The bracket {mark} is not closed.",
        '文字として書くときは全体を " " で囲んでください。',
        "If it is meant as text, put it in quotes.",
    ),
}
