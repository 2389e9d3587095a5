"""P: a recipe or a system file that is begun (bots new)."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    "P61": Message(
        "「{name}」というレシピは、すでにあります。上書きはしません。",
        "There is a recipe {name} already. It is not written over.",
        "--name で別の名前を付けるか、今のレシピを直してください。",
        "Give another name with --name, or change the recipe there is.",
    ),
    "P62": Message(
        "{file} にはシートがいくつもあるため、どれを使うか決められません。",
        "{file} has several sheets: it cannot be told which to use.",
        "--sheet でシートを指定してください。あるシート: {known}",
        "Name one with --sheet. Sheets: {known}",
    ),
    "P63": Message(
        "{where}で、見出しの行が見つかりません。",
        "{where}: no row of headings was found.",
        "--header-row で見出しの行の番号（Excel の左端の番号）を指定してください。",
        "Give its number, as Excel shows it at the left, with --header-row.",
    ),
    "P101": Message(
        "--header-row の「{word}」は、行の番号ではありません。",
        "{word} after --header-row is no number of a row.",
        "Excel の左端の番号を書きます。見出しが2段なら 3-4 のように書きます。",
        "Write the number that Excel shows at the left; for headings of two rows 3-4.",
    ),
    "P64": Message(
        "どの列を鍵（1件ごとに違う番号）にするか決められません。",
        "It cannot be told which column is the key (the number that each row has of its own).",
        "--key で列の見出しを指定してください。候補: {known}",
        "Name its heading with --key. It may be: {known}",
    ),
    "P65": Message(
        "鍵（1件ごとに違う番号）にできる列が見つかりません。",
        "No column can be the key: none has a number of its own in every row.",
        "表に、1件ごとに違う番号の列を作るか、--key で列の見出しを指定してください。近い列: {known}",
        "Give each row a number of its own, or name a column with --key. Nearest: {known}",
    ),
    "P172": Message(
        "すぐ上の行にも言葉があります。見出しが {rows} 行目の2段なら、--header-row {rows} と指定してください。"
        "2段でなければ、1件ごとに違う番号の列を --key で指定してください。表で近い列: {known}",
        "The row above has words too: if rows {rows} are the headings together write --header-row {rows}. If not, name a "
        "column of which each row has its own with --key. Nearest: {known}",
    ),
    "P66": Message(
        "「{name}」は鍵にできません。そういう見出しの列がないか、隠す列か、同じ見出しの列がほかにもあります。",
        "{name} cannot be the key: there is no such heading, or it stands twice, or the column is hidden.",
        "鍵にできる列: {known}",
        "Columns that can be the key: {known}",
    ),
    "P67": Message(
        "どのシステムに登録するか決められません。",
        "It cannot be told which system the rows are entered into.",
        "--system で指定してください。config/systems にあるもの: {known}　新しく作るには bots new system アドレス",
        "Name it with --system. In config/systems: {known}. To make one: bots new system URL",
    ),
    "P68": Message(
        "システム「{system}」のどの画面に入力するか決められません。",
        "It cannot be told into which screen of the system {system} the rows are entered.",
        "--screen で画面の名前か、/ で始まるアドレスを指定してください。画面: {known}",
        "Name a screen with --screen, or its address from the / on. Screens: {known}",
    ),
    "P69": Message(
        "「{name}」というシステムのファイルは、すでにあります。上書きはしません。",
        "There is a file of the system {name} already. It is not written over.",
        "--name で別の名前を付けるか、config/systems のファイルを直してください。",
        "Give another name with --name, or change the file in config/systems.",
    ),
    "P77": Message(
        "{file} の {row} 行目の見出しの下に、行がありません。",
        "There are no rows below the headings in row {row} of {file}.",
        "行のある表を渡してください。種類は、表の値を見て決めます。",
        "Hand in a sheet with rows: the types are told from its values.",
    ),
    "P78": Message(
        "「{screen}」の画面に、入力する欄が見つかりません。",
        "No field was found on the screen {screen}.",
        "bots inspect で画面を見て、欄のある画面を --screen で指定してください。",
        "Look with bots inspect, and name the screen that has the fields with --screen.",
    ),
    "P79": Message(
        "「{address}」はシステムのアドレスではありません。",
        "{address} is no address of a system.",
        "http:// か https:// から書いてください。利用者名やパスワードは入れません。",
        "Write it from http:// or https:// on, without user and password.",
    ),
}
