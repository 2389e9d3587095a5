"""L: advice about a recipe that is not wrong."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    "L01": Message(
        "「{about}」に {names} が書かれていません。",
        "{about} does not say: {names}",
        "だれが何のために使い、手作業なら1件何分かかるかを書いておくと、引き継ぎと効果の説明に使えます。",
        "Write who uses it, what for, and how many minutes a row takes by hand.",
    ),
    "L02": Message(
        "入力する手順がありますが、「確定」（submit）がありません。",
        "The recipe fills in a form but has no submit (確定).",
        "登録のボタンは「クリック」ではなく「確定」で押してください。",
        "Press the button that registers with submit, not with click.",
    ),
    "L03": Message(
        "「{name}」を「クリック」で押しています。",
        "{name} is pressed with click.",
        "取り消せない操作なら「確定」を使ってください。二重登録を防ぐ仕組みは「確定」だけに働きます。",
        "If it cannot be taken back, use submit: only submit is guarded against entering twice.",
    ),
    "L04": Message(
        "css= や xpath= がレシピに書かれています。",
        "The recipe holds css= or xpath=.",
        "config/systems のファイルの画面の「名前」に書き、レシピでは画面の文字を使ってください。",
        "Put it under the names of a screen in config/systems, and use the words on the "
        "screen here.",
    ),
    "L05": Message(
        "決まった秒数だけ待っています。",
        "This waits for a fixed time.",
        "「待つ: {{表示: …}}」のように、画面の変化を待ってください。",
        "Wait for something on the screen: wait: {{shown: …}}",
    ),
    "L06": Message(
        "控えた値「{name}」は、どこでも使われていません。",
        "The saved value {name} is used nowhere.",
        "使わないなら、この行を消してください。",
        "If it is not needed, remove the line.",
    ),
    "L07": Message(
        "「{name}」がこの値になることはありません。",
        "{name} never has this value.",
        "選択に書かれている値: {known}",
        "Its choices: {known}",
    ),
    "L93": Message(
        "「{name}」の型は「{kind}」なので、この値が読まれることはありません。値の書き方か、列の型を直してください。",
        "Its type is `{kind}`, and no cell is read as this value. Mend the value, or the type of the column.",
    ),
    "L94": Message(
        "「任意」でない列なので、空の行はその前に業務エラーになります。空かどうかで分けるなら、型の後に「任意」を付けてください。",
        "The column is not optional: a row without it is refused before. To ask for a blank, add `optional` to its type.",
    ),
    "L95": Message(
        "「有無」の列の値は「はい」か「いいえ」です（○、×、あり、なしなどと書いても同じです）。「任意」を付けた列では、空（\"\"）もあります。",
        'A flag is はい (yes) or いいえ (no), and may be written as its marks are (○, ×, 1, 0); an optional one may be blank (""), too.',
    ),
    "L20": Message(
        "この条件が成り立つ行はありません。",
        "No row can ever meet this condition.",
        "「{name}」に書いた条件が、ほかの条件と打ち消し合っています。どちらかを直してください。",
        "What is asked of {name} rules itself out. Mend one of the two.",
    ),
    "L08": Message(
        "書き戻す列「{name}」は「列」に書かれていません。結果の表の右端に新しい列ができます。",
        "The column {name} is not under columns: it becomes a new last column of the result book.",
        "表にある列なら「列:」に書き足してください。",
        "If the sheet has it, add it under columns.",
    ),
    "L09": Message(
        "「{name}」が隠す列になっていません。",
        "The column {name} is not hidden.",
        "型の後に「{flag}」を付けると、画像と記録で伏せられます。",
        "Add `{flag}` after its type: it is then masked on pictures and in records.",
    ),
    "L10": Message(
        "「{name}」は前の版の言葉です。",
        "{name} is a word of a former version.",
        "「{instead}」と書いてください。今のままでも動きます。",
        "Write {instead}. It still works as it is.",
    ),
    "L11": Message(
        "全角の「{name}」が使われています。",
        "Full-width brackets are used: {name}",
        "半角で {instead} と書いてください。",
        "Write {instead}",
    ),
    "L12": Message(
        "この場合に進む行はありません。",
        "No row can ever go this way.",
        "「{name}」の後の場合は見られません。「{name}」を最後に移してください。",
        "Ways after {name} are never looked at. Move {name} to the end.",
    ),
    "L91": Message(
        "{line} 行目の場合と同じ条件です。条件を直すか、この場合を消してください。",
        "The way in line {line} has the same condition. Mend the condition, or remove this way.",
    ),
    "L92": Message(
        "{known} の行は、すべて上の場合に進みます。条件を直すか、この場合を消してください。",
        "All rows with {known} go one of the ways above. Mend the condition, or remove this way.",
    ),
    "L30": Message(
        "{seconds} 秒は短すぎるかもしれません。送った登録が後から保存されると、照会では「ない」ように見え、二重に登録されます。",
        "{seconds} s may be too short: what is stored later than that looks absent, and would be entered twice.",
        "業務システムが処理を打ち切るまでの時間を担当の業者に確かめ、それより長くしてください（ふつうは {usual} 秒）。",
        "Ask the system's supplier after how long it gives a request up, and write more than that (usually {usual} s).",
    ),
    "L31": Message(
        "「{name}」の手順に、ログインできたことを確かめる「{see}」がなく、「{failed}」も書かれていません。断られたことに、パスワードの欄が残っている"
        "ときしか気づけません。",
        "The steps under {name} do not see whether they led inside (no {see}), and {failed} is not written either: a refusal is noticed "
        "only where the page still asks for a password.",
        "この手順の次に「- {see}: 」と、ログインできたときだけ出る文（メニューの見出しなど。ログインの画面にもある文は書かない）を書いてください。",
        "After this step write `- {see}: ` and a text that is shown only when signed in (the heading of the menu, say; none that the "
        "sign-in page shows too).",
    ),
    "L15": Message(
        "「{name}」が「確定」の後にあります。登録した後で聞いても、取り消せません。",
        "{name} stands after the submit: a no could not take it back.",
        "「確定」の前に移してください。",
        "Move it before the submit.",
    ),
    "L17": Message(
        "この手順が行われることはありません。",
        "This step is never carried out.",
        "{line} 行目の「{name}」で必ず終わります。「もし」で場合を限るか、この手順をその前に移すか、消してください。",
        "{name} in line {line} always ends it. Limit that with when, move this step before it, or remove it.",
    ),
    "L18": Message(
        "「{name}」の最初のダイアログに「{answer}」と答えます。「登録しますか」と聞かれたなら、登録されません。",
        "The first dialog of {name} is answered with {answer}: where it asks whether to register, nothing is sent.",
        "登録してよいかを聞くダイアログには OK と書いてください。",
        "Answer a dialog that asks whether to go on with OK.",
    ),
    "L19": Message(
        "列と同じ名前の「{name}」が、列の値ではなくそのままの文字で入ります。",
        "{name}, the name of a column, is put in as these letters, not as the value.",
        "列の値を入れるなら {instead} と書いてください。この文字のままでよければ、行の終わりに「# 確認済み L19 理由」と書きます。",
        "To put the value in, write {instead}. If the letters are meant, end the line with: # bots: ok L19 and why",
    ),
    "L22": Message(
        "{name} は画面の部品の書き方ではないので、かっこなども含めて、この文字のまま画面から探します。",
        "{name} is no way to name a thing of the screen: it is looked for as these very letters, marks and all.",
        "{instead} と書いてください。この文字のままでよければ、行の終わりに「# 確認済み L22 理由」と書きます。",
        "Write {instead}. If the letters are meant, end the line with: # bots: ok L22 and why",
    ),
    "L35": Message(
        "「{name}」は、この文字のまま画面から探します。",
        "{name} is looked for on the screen as these letters.",
        "言葉だけを書いてください（{instead}）。この文字のままでよければ、行の終わりに「# 確認済み L35 理由」と書きます。",
        "Write the words alone: {instead}  If the letters are meant, end the line with: # bots: ok L35 and why",
    ),
    "L23": Message(
        "全角の「＃」からあとは、注釈にならず値の一部になります。",
        "A full-width ＃ begins no remark: what follows is part of the value.",
        "注釈なら、前後に半角スペースを置いた半角の「 # 」にしてください。値の一部なら、値全体を \" \" で囲みます。",
        "For a remark write a # with a blank on both sides; if it belongs to the value, put the whole value in double quotes.",
    ),
    "L34": Message(
        "「{name}」は空ではなく、引用符という文字です。",
        "{name} is not blank: it is two quotation marks, as letters.",
        '空という意味なら、半角で "" と書いてください（bots fix で直せます）。',
        'For a blank write "" in plain quotes (bots fix does it).',
    ),
    "L21": Message(
        "見直し期限（{day}）を過ぎています。",
        "The day by which this was to be reviewed is over: {day}",
        "今の仕事と画面に合っているかを担当者が確かめ、次の期限を書いてください。人が始める実行は、過ぎたままでも動きます。",
        "Let its owner look whether it still fits the work and the screens, and write the next day. Runs that people start still go on.",
    ),
    "L24": Message(
        "「{name}」に入力しますが、ログインする手順がありません。",
        "This enters into the system {name}, but no step signs in to it.",
        "「{part}:」の初めに「- {verb}: {name}」を書いてください。ログインのいらない画面なら、この行の終わりに「# 確認済み L24 理由」と書きます。",
        "Begin `{part}:` with  - {verb}: {name}  If no sign-in is needed there, end this line with: # bots: ok L24 and why",
    ),
    "L36": Message(
        "「{name}」に「{word}」という文字があるかどうかを見ています。",
        "This looks whether {name} holds the letters {word}.",
        "何も書かれていないことは、\"\" と書きます。例: {name}: \"\"　「{word}」という文字のことなら、行の終わりに「# 確認済み L36 理由」と書きます。",
        "A blank cell is written \"\": {name}: \"\". If the letters are meant, end the line with: # bots: ok L36 and why",
    ),
    "L33": Message(
        "「{word}」は「{near}」のことですか？ このままでは、カッコまで含めた言葉そのものを画面で探します。",
        "Did you mean {near} by {word}? As it stands, these very words are looked for on the screen, brackets included.",
        "「{near}「…」」と書いてください。画面に本当にこの言葉があるなら、この行の終わりに「# 確認済み L33 理由」と書きます。",
        "Write {near}「…」. If the screen really has these words, end the line with: # bots: ok L33 and why",
    ),
    "L13": Message(
        "「確認済み」に、助言の番号か理由が書かれていません。",
        "The remark `bots: ok` says no code, or no reason.",
        "番号と理由を続けて書いてください。例: # 確認済み L05 帳票の画面には何も出ないため",
        "Write the code and why it is right: # bots: ok L05 the print screen shows nothing",
    ),
    "L14": Message(
        "この行に、「確認済み」で消せる {code} の助言はありません。",
        "There is no advice {code} on this line for `bots: ok` to silence.",
        "助言が出ていた行の終わりに移すか、もういらないなら消してください。消せるのは助言（L）だけで、誤りは消せません。",
        "Move the remark to the end of the line with the advice, or remove it. Only advice (L) can be silenced, "
        "no mistake.",
    ),
    "L96": Message(
        "{{ }} の中では、カンマが区切りになります。数はカンマなし（1000）か、\" \" で囲んで（\"1,000\"）書いてください。",
        "Within {{ }} a comma ends the value: write the number without it (1000), or in quotes (\"1,000\").",
    ),
}
