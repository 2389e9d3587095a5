"""R100 and following: recipes, system files and tables of codes held against each other."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    "R100": Message(
        "「{name}」には「{uses}」が要ります。",
        "{name} needs {uses}.",
        "ファイルの先頭に「{uses}: システムの名前」を書いてください。",
        "Write `{uses}: name of the system` at the top of the file.",
    ),
    "R101": Message(
        "「{name}」は画面の様子なので、ここでは使えません。",
        "{name} asks about the screen and cannot be used here.",
        "表の列だけで書いてください。",
        "Use columns of the sheet only.",
    ),
    "R102": Message(
        "「{name}」という列は「列」に書かれていません。",
        "There is no column called {name} under columns.",
        "書かれている列: {known}",
        "Columns: {known}",
    ),
    "R103": Message(
        "「{name}」はここでは使えません。",
        "{name} cannot be used here.",
        "表の行を扱う手順は「行ごと」に書いてください。",
        "Steps that deal with a row belong under each_row.",
    ),
    "R104": Message(
        "表がなく実行時の値もないため、「{name}」を二重に行わないための鍵がありません。",
        "There is no sheet and no input, so nothing keeps {name} from being done twice.",
        "「{inputs}」に、1件ごとに違う値を書いてください。",
        "Write under {inputs} what is different each time.",
    ),
    "R105": Message(
        "システム「{name}」のファイルに「{part}」がありません。",
        "The file of the system {name} has no {part}.",
        "{file} に「{part}:」の手順を書いてください。",
        "Write the steps of `{part}:` in {file}",
    ),
    "R106": Message(
        "「{name}」という利用者はシステムのファイルにありません。",
        "The system file has no account called {name}.",
        "書かれている利用者: {known}",
        "Accounts: {known}",
    ),
    "R107": Message(
        "「{name}」という画面がいくつものシステムにあります（{systems}）。",
        "Several systems have a screen called {name} ({systems}).",
        "先に「ログイン: システムの名前」でどちらかを選ぶか、画面の名前を変えてください。",
        "Choose the system with login first, or rename one of the screens.",
    ),
    "R108": Message(
        "「{name}」はフォルダーの外を指すか、使えない名前です。",
        "{name} leads out of its folder or is a name that cannot be used.",
        "ファイルの名前だけを書いてください（「..」「C:」「/」で始まる書き方や CON "
        "などは使えません）。",
        "Write the name of the file only (no `..`, no drive, no leading /, no device names).",
    ),
    "R147": Message(
        "「{name}」は、表として読めるファイルの名前ではありません。",
        "{name} is no name of a file that can be read as a sheet.",
        "表のファイルの名前を、終わり（拡張子）まで書いてください。例: 申込.xlsx（読める種類: {known}）",
        "Write the name of the file with its ending, such as cards.xlsx (kinds that can be read: {known})",
    ),
    "R109": Message(
        "画面「{name}」の開き方が、その画面自身に戻ってきます。",
        "Opening the screen {name} leads back to itself.",
        "「開き方」の「開く」を見直してください。",
        "Look at the `open` steps of its `how`.",
    ),
    "R110": Message(
        "利用者の値がそのまま書かれています。",
        "A value of an account is written out here.",
        "<secret.名前> と書き、値は config/secrets.yaml に入れてください。",
        "Write <secret.name> and keep the value in config/secrets.yaml.",
    ),
    "R111": Message(
        "システムのアドレスとして正しくありません。",
        "This is not the address of a system.",
        "https://サーバーの名前 の形で書いてください（利用者名や # は付けません）。",
        "Write https:// and the name of the server, without user name and #.",
    ),
    "R112": Message(
        "「{name}」は通信先の名前ではありません。",
        "{name} is not the name of a server.",
        "hoiku.city.example.lg.jp のように、サーバーの名前だけを書いてください（* や / "
        "は使えません）。",
        "Write the name of the server alone, without * and /.",
    ),
    "R113": Message(
        "「{name}」という文字コードはありません。",
        "There is no encoding called {name}.",
        "utf-8、cp932、euc-jp、または文字の範囲を JIS X 0208、JIS X 0213 などと書いてください。",
        "Write utf-8, cp932, euc-jp or the like, or a set of characters: JIS X 0208, JIS X 0213.",
    ),
    "R114": Message(
        "「{name}」と「{other}」は一緒に書けません。",
        "{name} and {other} cannot be written together.",
        "画面の開き方はどちらか1つにしてください。",
        "A screen is opened in one way.",
    ),
    "R115": Message(
        "画面「{name}」の開き方がありません。",
        "It is not said how the screen {name} is opened.",
        "「{address}:」か「{how}:」を書いてください。",
        "Write `{address}:` or `{how}:`.",
    ),
    "R116": Message(
        "画面「{name}」に「{sign}」がありません。",
        "The screen {name} has no {sign}.",
        "その画面だと分かる表示を書いてください。例:  {sign}: 見出し「入所申込入力」",
        'Write what proves that it is this screen. Example:  {sign}: heading "New card"',
    ),
    "R117": Message(
        "「{name}」はシステムのファイルの中では使えません。",
        "{name} cannot be used in a system file.",
        "使えるのは: {known}",
        "Allowed: {known}",
    ),
    "R118": Message(
        "「{name}」という項目は、利用者に書かれていません。",
        "The accounts have no entry called {name}.",
        "すべての利用者にある項目: {known}",
        "Entries that every account has: {known}",
    ),
    "R119": Message(
        "「{name}」という比べ方はありません。",
        "There is no comparison called {name}.",
        "使えるもの: {known}",
        "There are: {known}",
    ),
    "R120": Message(
        "「範囲」の1つの {{ }} に書けるのは1つだけです。",
        "One part of the screen is named by one word.",
        "重ねるときは [ ] で並べてください。例:  範囲: [保護者, {{行: 最後}}]",
        "For parts within parts write a list. Example:  in: [Parents, {{row: last}}]",
    ),
    "R122": Message(
        "この形（正規表現）は使えません。",
        "This pattern cannot be used.",
        "くり返しの中のくり返し、(?…) と \\1 は使えません。例:  形: R-([0-9]+)",
        "No repetition within a repetition, no (?…) and no \\1. Example:  pattern: R-([0-9]+)",
    ),
    "R123": Message(
        "「{name}」は隠す列なので、鍵にできません。鍵は台帳・記録・報告書に残ります。",
        "{name} is a masked column and cannot be the key: keys stay in the ledger, the log and the report.",
        "整理番号や受付番号のような、人に見えてもよい番号を鍵にしてください。",
        "Take a number that people may see, such as a file or receipt number.",
    ),
    "R124": Message(
        "「{name}」は実行のときに命令の行へ書く値なので、隠せません。",
        "{name} is written on the command line of a run and cannot be masked.",
        "隠す値は表の列にしてください。",
        "Put values that must be masked into a column of the sheet.",
    ),
    "R121": Message(
        "「{name}」が「{one}」と「{two}」の両方に書かれています。",
        "{name} stands under both {one} and {two}.",
        "意味が2つになるので、どちらか一方にしてください。",
        "It would mean two things: keep it in one of them.",
    ),
    "R128": Message(
        "「{name}」の場合に条件は書けません。",
        "No condition can be written with {name}.",
        "「{name}:」の下に、手順をそのまま並べてください。",
        "Write the steps directly under `{name}:`.",
    ),
    "R129": Message(
        "「{name}」はくり返しの中に書けません。",
        "{name} cannot stand in a loop.",
        "1行で登録するのは1件です。くり返して登録するときは、その分の行がある表とレシピを分けて作ってください。",
        "A row registers one thing. To register several, make a sheet with a row for each, and a recipe of its own.",
    ),
    "R130": Message(
        "「{name}」は「確定」のあとでは使えません。もう一度登録されることがあります。",
        "{name} cannot come after the submit: the page might register once more.",
        "登録した内容を見るには、「開く」で照会の画面を開いてください。",
        "To see what was registered, open a screen that shows it.",
    ),
    "R131": Message(
        "「{name}」という明細はありません。",
        "There are no child rows called {name}.",
        "「明細」に書かれている名前: {known}",
        "Names under details: {known}",
    ),
    "R132": Message(
        "「{name}」は、このレシピを呼び出している側のレシピです。終わりがありません。",
        "{name} is a recipe that calls this one: that would never end.",
        "どちらかの「呼び出す」を消してください。",
        "Remove one of the two calls.",
    ),
    "R133": Message(
        "「{name}」は呼び出せません。表を使うレシピか、手順のないレシピです。",
        "{name} cannot be called: it works through a sheet, or has no steps.",
        "呼び出すのは「手順」だけのレシピです。",
        "What can be called is a recipe of steps alone.",
    ),
    "R134": Message(
        "呼び出すレシピに「{name}」という実行時の値はありません。",
        "The recipe that is called has no input {name}.",
        "その実行時の値: {known}",
        "Its inputs: {known}",
    ),
    "R135": Message(
        "「{part}」に渡す「{name}」がありません。",
        "{part} needs {name}, which is not given.",
        "「{given}:」の下に「{name}: 値」を書いてください。",
        "Write `{name}: value` under `{given}:`.",
    ),
    "R136": Message(
        "「{part}」が使うシステム「{name}」が、このレシピの「{uses}」にありません。",
        "{part} uses the system {name}, which this recipe does not list.",
        "「{uses}」に「{name}」を書き足してください。",
        "Add {name} under {uses}.",
    ),
    "R137": Message(
        "返す値「{name}」は、どの手順でも控えられていません。",
        "{name} is handed back but kept by no step.",
        "控えている名前: {known}",
        "Names that are kept: {known}",
    ),
    "R142": Message(
        "「{name}」は時間帯ではありません。",
        "{name} is no span of time.",
        "例: 実行できる時間: 19:00-06:00　いくつもあれば [19:00-23:30, 01:00-06:00]",
        "Example: hours: 19:00-06:00, or a list: [19:00-23:30, 01:00-06:00]",
    ),
    "R143": Message(
        "「{name}」は「{probe}」では使えません。調べるだけの手順を書きます。",
        "{name} cannot be used under {probe}: its steps only look.",
        "使えるのは、開く・クリック・入力（検索の条件）・表示確認・照合・読取・対象外などです。",
        "Allowed are open, click, fill (what to search for), see, verify, read, skip and the like.",
    ),
    "R190": Message(
        "「{name}」に「{verify}」がありません。あるだけでは、同じ内容の登録かどうか分かりません。",
        "{name} has no {verify}: that something is there does not tell whether it is this row's.",
        "検索した後の画面で、この行の内容を「{verify}」で比べてください。",
        "Compare the values of the row on the screen that the search leads to.",
    ),
    "R191": Message(
        "「{name}」に、登録がないときの手順（もし: {{表示: …}} の付いた「{skip}」）がありません。",
        "{name} does not say how the screen tells that there is no record (`{skip}` with `when: {{shown: …}}`).",
        "例: {skip}: 登録はない　の次の行に　もし: {{表示: 該当するデータはありません}}",
        "Example: `{skip}: no record` with `when: {{shown: No records found}}` on the next line.",
    ),
    "R192": Message(
        "「先に照会」を「はい」にするには、「{name}」が要ります。",
        "A row can be looked up first only if {name} says how.",
        "レシピに「{name}:」を書き、検索・対象外・照合の手順を入れてください。",
        "Write `{name}:` with the steps that search, skip and verify.",
    ),
    "R193": Message(
        "「{name}」の「{skip}」には、もし: {{表示: …}} が要ります。画面が「ない」と言うときだけ、登録がないと分かります。",
        "Under {name}, {skip} needs `when: {{shown: …}}`: only a text of the screen proves that there is no record.",
        "業務システムが検索の後に出す文（該当するデータはありません、など）を書いてください。",
        "Write the text that the system shows after such a search.",
    ),
    "R194": Message(
        "「{name}」は送信先（パス）ではありません。",
        "{name} is no path.",
        "/ で始め、? の前までを書きます。例: 裏の通信: [/news/poll, /chat/*]",
        "It begins with / and ends before the ?. Example: background: [/news/poll, /chat/*]",
    ),
    "R196": Message(
        "ここは、まだ書かれていません（< ? > のままです）。",
        "Nobody has written this yet: it still says < ? >.",
        "画面の言葉に置き換えてください。右の # の後に、何を書くかがあります。いらない行なら、行の初めに # を付けます。",
        "Write the words of the screen in its place; the remark behind it says which. A line that is not needed: put a # before it.",
    ),
    "R195": Message(
        "「{name}」の手順に、鍵の列「{key}」がありません。同じ内容の別の行を、この行と取り違えます。",
        "The steps under {name} use nothing of the key column {key}: another row with the same values would pass for this one.",
        "業務システムを鍵で検索するか、検索した画面で鍵も照合してください。鍵を持たないシステムでは、照会は書けません。",
        "Search by the key, or compare it too. Where the system does not hold it, rows cannot be looked up.",
    ),
    "R144": Message(
        "書式「{name}」は、この版では読めません。",
        "Format {name} cannot be read by this version.",
        "この版の書式は 1 だけです。「書式: 1」と書くか、この行を消してください。",
        "There is format 1 only: write format: 1, or leave the line out.",
    ),
    "R141": Message(
        "「{name}」はくり返しの中では使えません。",
        "{name} cannot stand in a loop.",
        "くり返しの前か後に、1件について1回だけ書いてください。",
        "Write it before or after the loop, once for each row.",
    ),
    "R139": Message(
        "「行追加」のファイル「{name}」は .xlsx ではありません。",
        "{name}: lines can only be added to an .xlsx.",
        "例: - 行追加: 処理簿.xlsx",
        "Example: - append: journal.xlsx",
    ),
    "R140": Message(
        "隠す列「{name}」の値は、「{verb}」では書けません。",
        "{name} is hidden: {verb} cannot show it.",
        "この列を書かないか、「隠す」を外してよいか、担当で決めてください。",
        "Leave it out, or decide whether the column may be shown.",
    ),
    "R138": Message(
        "「{name}」は、ほかのレシピから呼び出される部品なので、それだけでは実行できません。",
        "{name} is a part that other recipes call; it cannot be run by itself.",
        "これを呼び出しているレシピを実行してください。",
        "Run the recipe that calls it.",
    ),
    "R125": Message(
        "「{name}」の種類は「{kind}」なので、「{operator}」では比べられません。",
        "{name} is of the type {kind}, which cannot be compared with {operator}.",
        "大きさは「数」か「金額」の列、前後は「日付」の列で比べます。列の種類を直すか、"
        "当たる値を {name}: [値, 値] のように並べてください。",
        "Sizes are compared in columns of the type number or money, the order of days in those of the "
        "type date. Change the type, or write the values that are meant: {name}: [value, value]",
    ),
    "R126": Message(
        "「{name}」（{kind}）と「{other}」（{other_kind}）は、「{operator}」で比べられません。",
        "{name} ({kind}) and {other} ({other_kind}) cannot be compared with {operator}.",
        "数は数（数・金額）と、日付は日付とだけ比べられます。どちらかの列の名前か種類を直してください。",
        "Numbers are compared with numbers (number, money), dates with dates. Name another column, or "
        "change the type of one.",
    ),
    "R178": Message(
        "対応表のファイル「{name}」が、まだありません。",
        "The file of the table {name} is not there yet.",
        "実行までに、レシピと同じフォルダーか、データのフォルダーに置いてください。名前（拡張子まで）も確かめてください。",
        "Put it beside the recipe or into the folder of the data before a run, and check its name with its ending.",
    ),
    "R179": Message(
        "対応表 {where}に「{name}」という見出しがありません。",
        "The table ({where_en}) has no heading {name}.",
        "対応表の見出し: {known}",
        "Its headings: {known}",
    ),
    "R180": Message(
        "対応表「{name}」を使えません: {reason}",
        "The table {name} cannot be used: {reason_en}",
        "ファイルを直すか、使えるファイルの名前を書いてください。",
        "Mend the file, or write the name of one that can be used.",
    ),
    "R181": Message(
        "対応表「{file}」のどのシートを読むか、「{name}」では1枚に決まりません。",
        "{name} does not name one sheet of the table {file}.",
        "次のうち1枚の名前を書いてください: {known}",
        "Write the name of one of these: {known}",
    ),
}
