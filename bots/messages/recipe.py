"""R: mistakes in a recipe or a system file. R40 to R69 are shared with the notations of values
and targets.

R93 to R98 are no mistakes: they are the advice that replaces an entry's own where a near word is
known.
"""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    # ---- words and shapes
    "R01": Message(
        "「{name}」という項目はありません。",
        "There is no entry called {name}.",
        "ここに書ける項目: {known}",
        "Entries that can be written here: {known}",
    ),
    "R02": Message(
        "「{name}」は「{other}」と同じ意味です。2回書くことはできません。",
        "{name} means the same as {other}: it cannot be written twice.",
        "どちらか一方を消してください。",
        "Remove one of the two.",
    ),
    "R03": Message(
        "ここは1行に1つずつ「名前: 値」で書きます。",
        "Here entries of the form `name: value` are needed, one on each line.",
        "下の行に、半角スペース2つ分右に下げて書いてください。",
        "Write them on the lines below, two spaces further to the right.",
    ),
    "R04": Message(
        "「{name}」という手順はありません。",
        "There is no step called {name}.",
        "使える手順: {known}",
        "Steps that exist: {known}",
    ),
    "R05": Message(
        "「{verb}」に「{name}」という項目はありません。",
        "{verb} has no entry called {name}.",
        "書ける項目: {known}",
        "Entries that can be written: {known}",
    ),
    "R06": Message(
        "「{name}」が「{verb}」と同じ深さに書かれています。",
        "{name} is written at the same depth as {verb}.",
        "「{verb}:」の中身は、半角スペース2つ分右に下げます。",
        "Move what belongs to `{verb}:` two spaces to the right.",
    ),
    "R07": Message(
        "これは手順の形になっていません。",
        "This is not a step.",
        "「- 入力:」のように、「- 」の後に動作と「:」を書いてください。",
        "Write a dash, a space, the verb and a colon, as in `- fill:`",
    ),
    "R08": Message(
        "「{verb}」に「{name}」（{other}）がありません。",
        "{verb} needs {name} ({other}).",
        "「{verb}」の下に「{name}:」を書いてください。",
        "Write `{name}:` under {verb}.",
    ),
    "R09": Message(
        "「{name}」はここに書けません。",
        "{name} cannot be written here.",
        "書けるのは: {known}",
        "Allowed: {known}",
    ),
    "R10": Message(
        "値が書かれていません。",
        "There is no value.",
        '値を書くか、この項目を消してください。空という意味なら "" と書きます。',
        'Write a value or remove the entry. If an empty text is meant, write "".',
    ),
    "R11": Message(
        "「{name}」という列も控えた値もありません。",
        "There is no column and no saved value called {name}.",
        "使える名前: {known}",
        "Names that can be used: {known}",
    ),
    "R12": Message(
        "「{name}」という名前が2つの意味になります（「{other}」がすでにあります）。",
        "The name {name} would mean two things ({other} exists already).",
        "別の名前にしてください。",
        "Choose another name.",
    ),
    "R13": Message(
        "「{name}」という変換はありません。",
        "There is no filter called {name}.",
        "使える変換: {known}",
        "Filters that exist: {known}",
    ),
    "R15": Message(
        "「{name}」というシステムのファイルがありません。",
        "There is no file of a system called {name}.",
        "config/systems/ にあるもの: {known}",
        "In config/systems/ there are: {known}",
    ),
    "R16": Message(
        "「{name}」という画面はシステムのファイルにありません。",
        "The system file has no screen called {name}.",
        "画面の名前: {known}　アドレスは / から書きます。",
        "Screens: {known}. An address begins with /",
    ),
    "R17": Message(
        "「{name}」はこのレシピが使うシステムではありません。",
        "{name} is not a system that this recipe uses.",
        "「使うシステム」に書かれているもの: {known}",
        "The recipe uses: {known}",
    ),
    "R19": Message(
        "「{name}」は名前に使えない言葉です。",
        "{name} is a reserved word and cannot be a name.",
        "別の名前にしてください（表示・非表示・secret・account は使えません）。",
        "Choose another name (not shown, not_shown, secret, account).",
    ),
    "R20": Message(
        "<{name}> はここに書けません。",
        "<{name}> cannot be written here.",
        "秘密の値は、config/systems のファイルの「ログイン」と「利用者」だけに書けます。",
        "Secrets stand only under login and accounts of a file in config/systems.",
    ),
    "R21": Message(
        "パスワードがそのまま書かれています。",
        "A password is written out here.",
        "config/systems のファイルの「ログイン」で <secret.名前> を使ってください。",
        "Use <secret.name> in the login of a file in config/systems.",
    ),
    "R22": Message(
        "ここには1つの文字列を書きます。",
        "A single text is needed here.",
        '[ ] や {{ }}、下に続く行をなくしてください。文字として書くときは " " で囲みます。',
        "Remove brackets and lines below it; if they are meant as text, use quotes.",
    ),
    "R23": Message(
        "ここは「- 」で始まる並びを書きます。",
        "A list is needed here: lines that begin with a dash and a space.",
        "各行の頭に「- 」（半角ハイフンと半角スペース）を付けてください。",
        "Begin each line with a dash and a space.",
    ),
    "R24": Message(
        "ここには {minimum} から {maximum} までの整数を書きます。",
        "A whole number from {minimum} to {maximum} is needed here.",
        "半角の数字だけで書いてください。",
        "Write digits only.",
    ),
    "R25": Message(
        "時間の長さの書き方が正しくありません。",
        "This is not a length of time.",
        "「10秒」のように秒で書いてください（3600秒まで）。",
        "Write seconds, as in `10s` (at most 3600).",
    ),
    "R26": Message(
        "「{name}」の後にコロン「:」がありません。",
        "There is no colon after {name}.",
        "「- {example}」のように書いてください。",
        "Write it as in `- {example_en}`",
    ),
    "R27": Message(
        "1つの手順に「{verb}」と「{name}」の2つの動作があります。",
        "One step has two verbs, {verb} and {name}.",
        "「{name}」の前に「- 」を付け、別の手順にしてください。",
        "Put a dash before {name} to make it a step of its own.",
    ),
    "R28": Message(
        "「{name}」がありません。",
        "{name} is missing.",
        "ファイルの先頭に「{name}:」を書いてください。",
        "Write `{name}:` at the top of the file.",
    ),
    "R29": Message(
        "「{name}」が並びの中で2回書かれています。",
        "{name} stands twice in the list.",
        "一方を消してください。",
        "Remove one of the two.",
    ),
    "R170": Message(
        "{name} が、閉庁日と開庁日の両方に書かれています。",
        "{name} stands among the closed days and among the open ones.",
        "どちらか一方を消してください。",
        "Remove one of the two.",
    ),
    "R171": Message(
        "代替文字の表の見出しが正しくありません。",
        "The headings of the table of substitutes are not right.",
        "1行目に {headings} と書いてください。",
        "Its first line is: {headings}",
    ),
    "R172": Message(
        "代替文字の表のこの行に、文字と代わりの文字が1つずつ書かれていません。",
        "This line of the table of substitutes has not one character and what stands for it.",
        "文字は1字、代わりの文字は別の字にします。欄は6つです。",
        "One character, and another one for it. A line has six cells.",
    ),
    "R173": Message(
        "代替文字の表のこの行は、文字とコードが合いません。",
        "In this line of the table of substitutes character and code do not agree.",
        "見た目の似た別の字かもしれません。コードは U+9AD9 のように書きます。",
        "It may be another character that looks alike. A code is written U+9AD9.",
    ),
    "R174": Message(
        "代替文字の表の「使い方」は、代替 か 報告 です。",
        "The use of a line of the table of substitutes is 代替 or 報告.",
        "替えてよい字なら 代替、異体字だと知らせるだけなら 報告 と書きます。",
        "代替 where it may be replaced; 報告 where it is only to be told.",
    ),
    "R175": Message(
        "代替文字の表に、庁内だけの外字（私用領域の文字）は書けません。",
        "The table of substitutes takes no character of the office's own (private area).",
        "外字は、どの字かを機械が知ることができません。元の表で、標準の字に直してください。",
        "No program knows what it stands for. Mend it in the sheet.",
    ),
    "R176": Message(
        "代替文字の表に、同じ文字が2回書かれています。",
        "A character stands twice in the table of substitutes.",
        "一方を消してください。",
        "Remove one of the two.",
    ),
    # ---- rows and submits
    "R30": Message(
        "「{name}」がありません。",
        "The {name} is missing.",
        "1件ごとに必ず違う列（整理番号など）を「{name}: 列名」で書いてください。"
        "二重登録を防ぐために使います。",
        "Write `{name}: column` with the column that is different in every row. "
        "It keeps rows from being entered twice.",
    ),
    "R31": Message(
        "1件の中で2回目の「{name}」になる場合があります。",
        "A row may come to a second {name} here.",
        "「{name}」は1件に1回です。2つの登録が要るときは、レシピを2つに分けてください。",
        "There is one {name} for each row. If two are needed, split the recipe in two.",
    ),
    "R32": Message(
        "「{name}」に行き着かない場合があります。",
        "A row may end without a {name}.",
        "「もし」に当たらない行は、「対象外」か「業務エラー」で終わらせてください。",
        "End the rows for which `when` does not hold with `skip` or `reject`.",
    ),
    "R33": Message(
        "「{name}:」の後に何も書かれていません。",
        "Nothing is written after `{name}:`",
        "例: - {example}　下の行に書くときは、半角スペース2つ分右に下げます。",
        "Example: - {example_en}  (what is written on the lines below begins two spaces further right)",
    ),
    "R34": Message(
        "「{name}」と「{other}」は一緒に書けません。",
        "{name} and {other} cannot be written together.",
        "行ごとの手順は「{instead}」に書いてください。",
        "Write the steps of each row under {instead}.",
    ),
    "R35": Message(
        "「{name}」がありますが「{other}」がありません。",
        "There is {name} but no {other}.",
        "「{other}:」を書いてください。",
        "Write `{other}:`.",
    ),
    "R36": Message(
        "行うことが書かれていません。",
        "Nothing to do is written.",
        "「{rows}」と「{each_row}」を書くか、表を使わないときは「{steps}」を書いてください。",
        "Write {rows} and {each_row}, or {steps} where there is no sheet.",
    ),
    "R37": Message(
        "日付の書き方が正しくありません。",
        "This is not a date.",
        "2027-03-31 のように書いてください。",
        "Write it as in 2027-03-31.",
    ),
    "R38": Message(
        "「{verb}」に「{name}」がありません。",
        "{verb} needs {name}.",
        "「{verb}」の下に「{name}:」を書いてください。",
        "Write `{name}:` under {verb}.",
    ),
    # ---- systems
    "R70": Message(
        "このレシピに「{name}」という実行時の値はありません。",
        "The recipe has no input called {name}.",
        "実行時の値: {known}",
        "Inputs: {known}",
    ),
    "R71": Message(
        "実行時の値「{name}」が指定されていません。",
        "The input {name} was not given.",
        "--input {name}=値 を付けてください。",
        "Add: --input {name}=VALUE",
    ),
    "R72": Message(
        "「{name}」はこのレシピが使うシステムではありません。",
        "{name} is not a system that this recipe uses.",
        "このレシピが使うシステム: {known}",
        "The recipe uses: {known}",
    ),
    "R73": Message(
        "システム「{system}」に「{name}」のアドレスがありません。",
        "The system {system} has no address for {name}.",
        "書かれている環境: {known}　--env で選ぶか、アドレスを書き足してください。",
        "It has: {known}. Choose one with --env, or add the address.",
    ),
    "R74": Message(
        "システム「{system}」に利用者「{name}」がありません。",
        "The system {system} has no account {name}.",
        "書かれている利用者: {known}　「既定」という利用者を書くか、"
        "「ログイン」の下の「利用者:」で選んでください。",
        "Accounts: {known}. Write one called default, or choose with `as:` under login.",
    ),
    "R75": Message(
        "システム「{system}」のどの環境を使うのか分かりません。",
        "It is not said which environment of the system {system} is to be used.",
        "--env で選んでください: {known}",
        "Choose with --env: {known}",
    ),
    # ---- finding recipes
    "R159": Message(
        "「{name}」は設定か秘密の値のファイルで、レシピではありません。中身は読んでいません。",
        "{name} holds settings or secrets and is no recipe. It was not read.",
        "レシピの名前か、recipes の中のファイルを指定してください。",
        "Give the name of a recipe, or a file in recipes.",
    ),
    "R160": Message(
        "「{name}」（{kind}）に「{filter}」の変換は使えません。どの行も断られます。",
        "{name} ({kind}) cannot go through the filter {filter}: every row would be refused.",
        "列の型を直すか、変換を取ってください。",
        "Mend the type of the column, or remove the filter.",
    ),
    "R161": Message(
        "成功の表示に「{where}」の「{name}」が含まれています。登録できても、断られたとみなされます。",
        "The text of success holds {name} of {where}: a row that was registered would be taken for refused.",
        "どちらかを、もう一方には出ない文字にしてください。",
        "Choose words for one of them that the other does not show.",
    ),
    "R162": Message(
        "鍵の列「{name}」に書き戻そうとしています。",
        "This writes into the key column {name}.",
        "鍵が変わると、同じ行がもう一度登録されることがあります。結果は別の列に書いてください。",
        "With another key the same row might be entered again. Write the result into another column.",
    ),
    "R163": Message(
        "{name} は、かっこの中が空白で始まるので、列の値ではなくそのままの文字になります。",
        "{name} begins with a blank, so it stays plain text and is not filled in.",
        "空白を取って {instead} と書いてください。文字としての「<」は「\\<」と書きます。",
        "Write {instead} without the blank. A `<` that is meant as text is written `\\<`.",
    ),
    "R166": Message(
        "{name} は差し込みの書き方ではないので、列の値ではなくそのままの文字が入ります。",
        "{name} is no placeholder: these letters would be put in, not the value.",
        "{instead} と書いてください。",
        "Write {instead}",
    ),
    "R167": Message(
        "「{name}」は {line} 行目で控えた値の名前です。ここで別の値に変わってしまいます。",
        "{name} was given to a value in line {line} already; here it would change.",
        "別の名前にしてください。場合によって値を決めるときは、「場合分け」のそれぞれの場合に書きます。",
        "Choose another name. Where the value depends on the case, set it in each way of a branch.",
    ),
    "R80": Message(
        "「{name}」というレシピはありません。",
        "There is no recipe called {name}.",
        "あるレシピ: {known}",
        "Recipes: {known}",
    ),
    "R164": Message(
        "フォルダー「{name}」にレシピはありません。",
        "There is no recipe in the folder {name}.",
        "レシピは .yaml で終わるファイルです。フォルダーの名前を確かめるか、bots new で作り始めてください。",
        "Recipes are files that end in .yaml. Look at the name of the folder, or begin one with bots new.",
    ),
    "R165": Message(
        "「{name}」はレシピではありません。",
        "{name} is not a recipe.",
        "レシピは .yaml で終わるファイルです。表や対応表は、それを使うレシピと一緒に調べられます。",
        "Recipes are files that end in .yaml. Sheets and tables are looked at with the recipe that uses them.",
    ),
    "R81": Message(
        "「{name}」に当たるレシピがいくつもあります。",
        "Several recipes are called {name}.",
        "どれかを書いてください: {candidates}",
        "Write one of: {candidates}",
    ),
    "R82": Message(
        "ファイルを開けません。",
        "The file cannot be opened.",
        "ファイルの名前と権限を確かめてください。",
        "Check its name and permissions.",
    ),
    "R90": Message(
        "「{name}」はこの版ではまだ使えません。",
        "{name} is not in this version yet.",
        "この項目を消すか、次の版をお待ちください。",
        "Remove it, or wait for the next version.",
    ),
    # ---- advice
    "R94": Message(
        "使える名前: {known}　画面の文字は「表示:」で確かめます。",
        "Names that can be used: {known}. Texts on the screen are asked for with `shown:`",
    ),
    "R95": Message(
        "もしかして: {near}　使える名前: {known}", "Did you mean: {near}  Names: {known}"
    ),
    "R96": Message(
        "使える名前: {known}　文字としての「<」は「\\<」と書きます。",
        "Names that can be used: {known}. A < that is meant as text is written \\<",
    ),
    "R97": Message(
        "もしかして: <{near}>　使える名前: {known}",
        "Did you mean: <{near}>  Names that can be used: {known}",
    ),
    "R93": Message(
        "登録できたことを示す表示を書きます。例:  成功の表示: 受付が完了しました",
        "Write the text that shows that it was entered. Example:  success: Card registered",
    ),
    "R99": Message(
        "「{word}」は全角です。半角で「{instead}」と書いてください。",
        "{word} is written in full width. Write it in half width: {instead}",
    ),
    "R92": Message(
        "開くかっこと閉じるかっこの幅（全角と半角）がちがいます。両方とも半角で <列名> と書いてください。",
        "One of the brackets is full-width and the other is not. Write both in half width: <column>",
    ),
    "R91": Message(
        "レシピはまだ1つもありません。作り始めるときは bots new です。",
        "There is no recipe yet. bots new begins one.",
    ),
    "R98": Message("もしかして: {near}", "Did you mean: {near}"),
    "R177": Message(
        "「見出し行」は、1つの行の番号か、「3-4」のように上から下への範囲（{most} 行まで）で書きます。",
        "header is the number of a row, or rows from above to below (at most {most}) as in 3-4.",
        "2段の見出しなら、上の段と下の段の行番号を「-」でつないでください。",
        "For headings of two rows join the numbers of the upper and the lower row with a hyphen.",
    ),
    "R150": Message(
        "直した後の内容が、直す前と同じ意味だと確かめられませんでした。",
        "It could not be proven that the mended file means what it meant before.",
        "ここは変えていません。bots check で誤りを見て、手で直してください。",
        "This was left as it was. Look at the mistakes with bots check, and mend them by hand.",
    ),
    "R151": Message(
        "読み取ってから書くまでの間に、ファイルが変わりました。",
        "The file has changed since it was read.",
        "このファイルは何も変えていません。ほかの画面で開いていたら閉じて、もう一度行ってください。",
        "Nothing in this file was changed. Close it where it is open, and try again.",
    ),
    "R152": Message(
        "ファイルに書けませんでした（{reason}）。",
        "The file could not be written ({reason}).",
        "ほかのソフトで開いていたら閉じ、書き込みできる場所か確かめて、もう一度行ってください。",
        "Close it where it is open, see that its folder can be written to, and try again.",
    ),
    "R153": Message(
        "「{name}」は、並びのつもりかどうか決められないので、そのままにしました。",
        "{name} may be meant as a list; that cannot be told, so it was left as it is.",
        "並びなら、半角で [{items}] と書いてください。画面や表の文字なら、このままで使えます。",
        "If it is a list, write [{items}]. If it is text of the screen or the sheet, it may stay.",
    ),
    "R154": Message(
        "戻せる前のファイル（.bak）がありません。",
        "There is no file of before (.bak) to bring back.",
        "bots fix が書いたファイルだけを戻せます。名前とフォルダーを確かめてください。",
        "Only files that bots fix has written can be brought back. Check the name and the folder.",
    ),
}
