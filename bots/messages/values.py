"""R40–R69, D20–D59: notations inside a recipe's texts; values that do not fit their column."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    "R40": Message(
        "「{word}」という部品の種類はありません。",
        "There is no kind of thing called {word}.",
        "使えるもの: {known}",
        "Kinds: {known}",
    ),
    "R41": Message(
        "画面の部品の名前が閉じていません: {word}",
        "The name in {word} is not closed.",
        "「 で始めた名前は 」で閉じます。例: ボタン「登録」",
        'Example: button "Register"',
    ),
    "R42": Message("画面の部品の名前が空です。", "The name of a thing on the screen is empty."),
    "R43": Message("「{word}」は正しい正規表現ではありません。", "{word} is not a valid pattern."),
    "R44": Message(
        "「範囲」の書き方が正しくありません。",
        "`in` is not written as it should be.",
        "例: 範囲: 保護者1　／　範囲: {{行: 最後}}",
        "Example: in: Guardian 1 / in: {{row: last}}",
    ),
    "R146": Message(
        "「範囲」に {word} と部品の種類を付けて書いても、画面のどこにも当たりません。",
        "With a kind of thing before its words, {word} in `in` can match no part of a screen.",
        "もしかして: {near}　／　「範囲」には、見出し・枠・ダイアログの題などの言葉だけを書きます。",
        "Did you mean: {near} / `in` takes the words of a heading, frame or dialog alone.",
    ),
    "R45": Message(
        "「<」が閉じていません。",
        "A < is not closed.",
        "差し込みは <列名> と書きます。文字としての < は \\< と書きます。",
        "A placeholder is <column>; a plain < is written \\<.",
    ),
    "R46": Message("< > の中に名前がありません。", "There is no name between < and >."),
    "R47": Message("「|」の後に変換の名前がありません。", "There is no filter after the |."),
    "R48": Message("「{name}」という値はありません。", "There is no value called {name}."),
    "R49": Message(
        "「{name}」が2つのところにあり、どちらか決められません。",
        "{name} is known in two places, so it is ambiguous.",
    ),
    "R50": Message(
        "「{word}」という列の種類はありません。",
        "There is no column type {word}.",
        "使えるもの: {known}",
        "Types: {known}",
    ),
    "R51": Message(
        "列の種類「{kind}」の書き方「{word}」が正しくありません。",
        "{word} is not understood for the column type {kind}.",
        "例: コード 8 任意 隠す　／　文字 最大 40",
        "Example: code 8 optional mask / text max 40",
    ),
    "R199": Message(
        "最小 {low} が最大 {high} より大きいので、どの値も入りません。",
        "The min {low} is above the max {high}: no value could go in.",
        "2つの数を確かめてください。例: 金額 最小 0 最大 100000",
        "Look at both numbers. Example: money min 0 max 100000",
    ),
    "R200": Message(
        "{size} 桁のコードなのに「{word} {limit}」とあるので、どの値も入りません。",
        "A code of {size} digits with {word} {limit}: no value could go in.",
        "桁数が決まっているなら「{kind} {size}」だけ、決まっていないなら桁数を書かずに「{kind} {word} {limit}」と書いてください。",
        "With a fixed number of digits write {kind} {size} alone; else leave it out: {kind} {word} {limit}",
    ),
    "R52": Message(
        "「選択」の後ろに、選べる値が2つ以上書かれていません。",
        "A choice needs two values or more behind it.",
        "選べる値を「/」で区切り、「/」の前後に空白を入れずに書きます。例: 選択 男/女",
        "Write them with a / between them and no blank beside it: choice A/B",
    ),
    "R201": Message(
        "「選択」の値に「{word}」が2回あります。",
        "The choice has {word} twice.",
        "片方を消すか、書くつもりだった別の値に替えてください。ここにない値の行は、登録されません。",
        "Remove one, or write the other value that was meant: rows with a value that is not there are not entered.",
    ),
    "R53": Message(
        "変換「{name}」に書ける形は決まっています: {allowed}",
        "The filter {name} takes only: {allowed}",
    ),
    "R54": Message(
        "変換「{name}」の後ろに書く値の数が違います。{need}。",
        "The filter {name} has too many or too few words after it: it takes {need}.",
    ),
    "R55": Message(
        "変換「{name}」には {minimum} から 9999 までの数を書きます。",
        "The filter {name} needs a number from {minimum} to 9999.",
    ),
    "R56": Message(
        "「{name}」には「名前: 値」の並びを書きます。",
        "{name} takes lines of `name: value`.",
        "例: {example}",
        "Example: {example_en}",
    ),
    "R57": Message(
        "「{name}」には文字を書きます。",
        "{name} takes a text.",
        "例: {example}　{{ }} や [ ] を文字として書くときは \" \" で囲みます。",
        "Example: {example_en}. If {{ }} or [ ] are meant as text, use quotes.",
    ),
    "R60": Message(
        "条件の書き方が正しくありません。",
        "The condition is not written as it should be.",
        "例: もし: {{区分: 転入}}",
        "Example: when: {{kind: new}}",
    ),
    "R58": Message(
        "「{name}」には、画面の「表示」「非表示」か、待つ秒数（3600秒まで）を書きます。",
        "{name} takes a condition of shown or not_shown, or seconds (at most 3600).",
        "例: 待つ: {{表示: 検索結果}}　／　待つ: 10秒",
        "Example: wait: {{shown: Results}} / wait: 10s",
    ),
    "R59": Message(
        "「{name}」の中身は「値」（と「読み返す」）を書きます。",
        "Inside {name} write value (and verify).",
        "例: 備考: {{値: <備考>, 読み返す: いいえ}}",
        "Example: Remarks: {{value: <Remarks>, verify: false}}",
    ),
    "R62": Message(
        "「{word}」は、比べる数ではありません。",
        "{word} is no number to compare with.",
        "例: 金額: {{以上: 10000}}　日付の前後は「より前」「より後」で比べます。",
        "Example: Amount: {{at_least: 10000}}. Days are compared with before and after.",
    ),
    "R63": Message(
        "「{word}」は、比べる日付ではありません。",
        "{word} is no date to compare with.",
        "例: 生年月日: {{より前: 2024-04-02}}　令和6年4月2日 のようにも書けます。",
        "Example: Birthday: {{before: 2024-04-02}}",
    ),
    "R64": Message(
        "「{name}」の中身は「元」（と「形」）を書きます。",
        "Inside {name} write from (and pattern).",
        "例: 控え: {{元: 受付番号, 形: R-(.+)}}",
        "Example: Receipt: {{from: Receipt number, pattern: R-(.+)}}",
    ),
    "R65": Message(
        "{name} には値を入れられません。",
        "No value can be put into {name}.",
        "欄は、画面の文字のまま書くか、入力欄・選択欄・チェック・ラジオのどれかを付けて書きます。例: 入力欄「氏名」",
        'Name the field by its words alone, or as a textbox, combobox, checkbox or radio, as in: textbox "Name"',
    ),
    "R66": Message(
        "形「{word}」は使えません。",
        "The pattern {word} cannot be used.",
        "使えるもの: 文字、[…]、\\d \\w \\s、. ^ $、( )、|、* + ? {{n}}",
        "It may hold: letters, […], \\d \\w \\s, . ^ $, ( ), |, * + ? {{n}}",
    ),
    "R67": Message(
        "空の文字は、ここには書けません。",
        "An empty text cannot be written here.",
        "画面に出る言葉などを書くか、この項目を消してください。",
        "Write the words, as the screen shows them for instance, or remove the entry.",
    ),
    "R61": Message(
        "条件に「{word}」という比べ方はありません。",
        "There is no comparison {word}.",
        "使えるもの: 以外、超、未満、以上、以下、より前、より後、含む、始まる",
        "Comparisons: not, over, under, at_least, at_most, before, after, contains, starts",
    ),
    "D20": Message(
        "「{column}」が空です。",
        "{column} is blank.",
        "値を入れるか、任意の列にしてください。",
        "Fill it in, or make the column optional.",
    ),
    "D21": Message(
        "「{column}」が {limit} 文字を超えています（{length} 文字）。",
        "{column} is longer than {limit} characters ({length}).",
    ),
    "D22": Message(
        "「{column}」が {limit} 文字に足りません（{length} 文字）。",
        "{column} is shorter than {limit} characters ({length}).",
    ),
    "D23": Message(
        "「{column}」は {size} 桁の数字ではありません（{length} 文字）。",
        "{column} is not a code of {size} digits ({length} characters).",
    ),
    "D24": Message(
        "「{column}」に数字（半角）以外の文字があります。",
        "{column} holds something that is not a digit (in half width).",
    ),
    "D25": Message("「{column}」が数ではありません。", "{column} is not a number."),
    "D26": Message("「{column}」が {limit} より大きい数です。", "{column} is over {limit}."),
    "D27": Message("「{column}」が {limit} より小さい数です。", "{column} is under {limit}."),
    "D95": Message(
        "「{column}」の単位が、レシピの「単位 {unit}」と違います。換算はしません。",
        "{column} has another unit than the recipe says ({unit}); nothing is converted.",
        "表の値を {unit} の数に直すか、単位を除いて数だけにしてください。",
        "Write the value in {unit}, or the number alone.",
    ),
    "D96": Message(
        "数だけにするか、どのセルも同じ単位なら、レシピの列の型に「単位 …」を添えてください（例: 数 単位 人）。",
        "Write the number alone; where every cell has the same unit, let the recipe say so (number unit kg).",
    ),
    "D99": Message(
        "「{column}」のセルは、文字ではなく日付か時刻です。表に見えているとおりには読めません。",
        "The cell of {column} holds a date or a time and no text: it cannot be read as the sheet shows it.",
        "「1-2」のような番地や番号は、打つと日付に変わります。そのときは、セルの書式を「文字列」にして打ち直してください。日付でよければ、レシピで列の種類を「日付」にしてください。",
        "Numbers such as 1-2 become dates as they are typed: set the cell's format to text and type it again. If it is meant as"
        " a date, declare the column as `date` in the recipe.",
    ),
    "D28": Message(
        "「{column}」が日付として読めません。",
        "{column} cannot be read as a date.",
        "例: 令和6年4月1日、R6.4.1、2024/4/1",
        "Examples: 2024-04-01, 2024/4/1, R6.4.1",
    ),
    "D29": Message("「{column}」は実在しない日付です。", "{column} is a date that does not exist."),
    "D30": Message(
        "「{column}」は実在しない和暦の日付です（その元号の期間の外です）。",
        "{column} lies outside its era.",
        "元号と年を確かめて直してください。",
        "Mend the era or the year.",
    ),
    "D31": Message("「{column}」が郵便番号の形ではありません。", "{column} is not a postal code."),
    "D32": Message(
        "「{column}」が電話番号の形ではありません。", "{column} is not a telephone number."
    ),
    "D33": Message(
        "「{column}」にカナ以外の文字があります。", "{column} holds something that is not kana."
    ),
    "D34": Message(
        "「{column}」は {choices} のどれでもありません。", "{column} is none of {choices}."
    ),
    "D35": Message(
        "「{column}」は ○×、はい・いいえ、1・0 のどれでもありません。",
        "{column} is neither yes nor no.",
    ),
    "D36": Message(
        "「{column}」がメールアドレスの形ではありません。", "{column} is not an e-mail address."
    ),
    "D37": Message("「{column}」のファイルがありません。", "The file of {column} is not there."),
    "D38": Message(
        "「{column}」のファイルの書き方が使えません（フォルダーの外は指せません）。",
        "The file of {column} points outside its folder.",
    ),
    "D39": Message(
        "「{column}」に半角の英数字とハイフン以外の文字があります。",
        "{column} holds something other than letters, digits and hyphens (in half width).",
    ),
    "D40": Message(
        "「{column}」の値は、変換「{name}」ができません。",
        "The filter {name} cannot take the value of {column}.",
    ),
    "D41": Message(
        "「{column}」の値は、変換「{name}」の {size} 桁より長くなっています。",
        "The value of {column} is longer than the {size} places of the filter {name}.",
    ),
    "D42": Message(
        "「{column}」の文字数が、決められた数と違います。",
        "{column} has not the number of characters that it must have.",
    ),
    "D43": Message(
        "「{column}」は 1873年（明治6年）より前の日付です（暦が違うため扱えません）。",
        "{column} is before 1873, when the calendar was another.",
    ),
    "D46": Message(
        "「{column}」は、年の元号が分かりません。",
        "{column} has a year that belongs to no era.",
        "元号か西暦4桁を付けてください。例: R6.4.1、2024/4/1",
        "Write the era, or four digits. Examples: R6.4.1, 2024/4/1",
    ),
    "D47": Message(
        "「{column}」は日付でなく、5桁の数です（表計算ソフトの日付の通し番号かもしれません）。",
        "{column} is no date but a number of five digits (perhaps the day count of a spreadsheet).",
        "セルの表示形式を「日付」にして、正しい日かを確かめてください。",
        "Give the cell the format of a date, and see whether it is the day that is meant.",
    ),
    "D48": Message(
        "「{column}」は、日付と曜日が合いません。",
        "{column} names another day of the week than its date has.",
        "どちらが正しいかを確かめて、日付を直してください（曜日は消して構いません）。",
        "See which of them is right, and mend the date. The day of the week may be left out.",
    ),
    "D49": Message(
        "「{column}」は実在しない和暦の日付です（{era}は{last}までです）。",
        "{column} lies outside its era, which ended on {last_en}.",
        "元号が改まる前に作られた書類の日付なら、西暦では{era}の年に {years} を足した年です。今の元号か西暦で書き直すか、"
        "そのまま読ませるにはレシピの列に「旧元号可」を添えてください。",
        "On a paper from before the change the western year is {years} more. Write it so, or let the recipe read such "
        "dates: date past_era",
    ),
    "D50": Message(
        "「{column}」の日付は、終わった元号で書かれています。実在する同じ日として読みました。",
        "The date of {column} is written in an era that was over by then; it was read as the same real day.",
    ),
    "D51": Message(
        "「{column}」は個人番号として正しくありません（半角12桁で、検査用数字が合うもの）。",
        "{column} is no Individual Number (twelve digits in half width, the check digit right).",
        "通知カードやマイナンバーカードと見比べて直してください。空白やハイフンは入れません。",
        "Compare it with the card. It has neither blanks nor hyphens.",
    ),
    "D52": Message(
        "「{column}」は法人番号として正しくありません（半角13桁で、検査用数字が合うもの）。",
        "{column} is no Corporate Number (thirteen digits in half width, the check digit right).",
        "国税庁の法人番号公表サイトなどで確かめて直してください。先頭の T は入れません。",
        "Look it up at the National Tax Agency. It has no T in front.",
    ),
    "D53": Message(
        "「{column}」は預金種目（普通・当座・貯蓄・その他、または 1・2・4・9）ではありません。",
        "{column} is no kind of account (普通, 当座, 貯蓄, その他, or 1, 2, 4, 9).",
    ),
    "D54": Message(
        "「{column}」に、口座名義に使えない文字があります: {letters}",
        "{column} has what the name of an account cannot have: {letters}",
        "通帳のカナ名義のとおり、カナ・英数字・空白・( ) - . だけで書いてください。",
        "Write it as the bank book does in kana: kana, letters, digits, blanks and ( ) - . alone.",
    ),
    "D56": Message(
        "「{column}」に、口座名義に使えない文字があります。",
        "{column} has a character that the name of an account cannot have.",
        "通帳のカナ名義のとおり、カナ・英数字・空白・( ) - . だけで書いてください。",
        "Write it as the bank book does in kana: kana, letters, digits, blanks and ( ) - . alone.",
    ),
    "D55": Message(
        "「{column}」から求めた開庁日は、祝日がまだ公表されていない年の日です（春分の日・秋分の日は計算による予測）。",
        "The opening day worked out from {column} is in a year whose holidays are not announced yet (equinoxes are "
        "forecast).",
    ),
    "D57": Message(
        "「{column}」の字を、レシピの「代替文字」で替えています: {letters}",
        "Characters of {column} are replaced, as the recipe says (substitute): {letters}",
    ),
    "D58": Message(
        "「{column}」の字を、レシピの「代替文字」で替えています。",
        "Characters of {column} are replaced, as the recipe says (substitute).",
    ),
    "D59": Message(
        "代わりに使える字の候補: {proposals}。使ってよければ、レシピで <{column}|代替文字> のように書きます（書くことが承認です）。"
        "この行は、まだ何も入れていません。",
        "What may stand for it: {proposals}. To approve that, write <{column}|substitute> in the recipe. Nothing of this row "
        "was entered.",
    ),
    "D44": Message(
        "条件の「{name}」の値が、数として読めません。",
        "The condition compares {name} as a number, but its value is none.",
    ),
    "D45": Message(
        "条件の「{name}」の値が、日付として読めません。",
        "The condition compares {name} as a date, but its value is none.",
    ),
}
