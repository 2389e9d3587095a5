"""D: a sheet or a cell that cannot be used as it is."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    # ---- files and sheets (D01-D19)
    "D01": Message(
        "{file} がありません。探した場所: {places}",
        "There is no {file}. Looked in: {places}",
        "ファイル名（拡張子まで）と置き場所を確かめるか、--data でファイルを指定してください。",
        "Check the name with its ending and where it lies, or name the file with --data.",
    ),
    "D94": Message(
        "ファイル名（拡張子まで）を確かめて、レシピと同じフォルダーか、データのフォルダーに置いてください。",
        "Check the name with its ending, and put the file beside the recipe or into the folder of the data.",
    ),
    "D74": Message(
        "{file} はフォルダーです。表のファイルではありません。",
        "{file} is a folder, not a file.",
        "レシピの「ファイル」（または --data）に、表のファイルそのものを、名前と拡張子まで書いてください。フォルダーの中にあるときは、フォルダー名/ファイル名 と書きます。",
        "Name the sheet's own file, with its ending, under `file` in the recipe (or after --data); one that lies in the folder as FOLDER/FILE.",
    ),
    "D02": Message(
        "{file} はパスワードで保護されています。",
        "{file} is protected by a password.",
        "パスワードを config/secrets.yaml にしまい、その名前をレシピの「パスワードの名前」（bots new では --password-name）に書いてください。外して保存し直しても読めます。",
        "Keep the password in config/secrets.yaml and write its name in the recipe as password_name (bots new: --password-name); or save the book without it.",
    ),
    "D03": Message(
        "{file} は壊れていて読めません。",
        "{file} is damaged and cannot be read.",
        "Excel で開けるか確かめ、「名前を付けて保存」で保存し直してください。",
        "See whether Excel opens it, and save it anew with Save As.",
    ),
    "D04": Message(
        "{file} の中身は {found} です。名前の終わり（拡張子）と合っていません。",
        "{file} holds {found}, which is not what its name ends in.",
        "Excel で開き、.xlsx 形式で保存し直してください。",
        "Open it in Excel and save it as .xlsx.",
    ),
    "D05": Message(
        "{file} は空です。",
        "{file} is empty.",
        "正しいファイルかどうかを確かめてください。",
        "Check that it is the right file.",
    ),
    "D06": Message(
        "{file} は読める種類のファイルではありません。",
        "{file} is not a kind of file that can be read.",
        "読める種類: {known}",
        "Kinds that can be read: {known}",
    ),
    "D07": Message(
        "{file} は大きすぎるため、読むのをやめました（{what}の上限 {limit}）。",
        "{file} is too large and was not read ({what}, limit {limit}).",
        "要らないシートや書式を消して保存し直すか、ファイルを分けてください。",
        "Remove sheets and formats that are not needed, or split the file.",
    ),
    "D08": Message(
        "{file} に「{sheet}」というシートはありません。",
        "{file} has no sheet called {sheet}.",
        "あるシート: {sheets}",
        "Its sheets: {sheets}",
    ),
    "D90": Message(
        "{file} には「{sheet}」に合うシートが2枚以上あり、どれを読むか決められません。",
        "Several sheets of {file} fit {sheet}, so it is not known which is meant.",
        "1枚だけに合う名前にしてください。合ったシート: {sheets}",
        "Write a name that fits one of them alone. Those that fit: {sheets}",
    ),
    "D91": Message(
        "{file} の文字コードを1つに決められません（{other} とも Shift_JIS とも読めます）。",
        "{file} can be read as {other} and as Shift_JIS: its encoding is not known.",
        "Excel で「CSV UTF-8」として（または出力したシステムで、BOM 付きの UTF-8 で）保存し直してください。",
        "Save it as “CSV UTF-8” in Excel, or as UTF-8 with a byte order mark in the system that it came from.",
    ),
    "D92": Message(
        "{file} のパスワードが、「{name}」という名前でしまってあるものと違います。",
        "The password of {file} is not the one that is kept under the name {name}.",
        "config/secrets.yaml（または環境変数 BOTS_SECRET_…）のその名前のパスワードを直してください。",
        "Mend the password of that name in config/secrets.yaml (or in the variable BOTS_SECRET_…).",
    ),
    "D93": Message(
        "{file} は、開けないパスワードの方式で保護されています。",
        "{file} is protected in a way that cannot be opened here.",
        "Excel で開き、パスワードを外すか、.xlsx 形式でパスワードを付け直して保存してください。",
        "Open it in Excel and save it as .xlsx, without a password or with it set anew.",
    ),
    "D09": Message(
        "{file} の {sheet} に、隠れている行が {count} 行あります（最初は {row} 行目）。入力しますか？",
        "{file}, sheet {sheet}: {count} rows are hidden (the first is {row}). Are they to be entered?",
        "フィルターを解いて保存するか、レシピの「隠れた行」に「飛ばす」または「含める」と書いてください。",
        "Show all rows and save, or write hidden: skip or hidden: include in the recipe.",
    ),
    "D79": Message(
        "明細「{name}」の {count} 行（{cells} など）は、「{column}」が表のどの行とも合いません。",
        "{count} lines of {name} ({cells} …) have a {column} that no row of the sheet has.",
        "明細か表の「{column}」を直してください。行き先の分からない明細があるので、何も始めていません。",
        "Mend {column} there or in the sheet. Nothing was begun: such lines would be lost.",
    ),
    "D80": Message(
        "{file} はシートのない形式のファイルなので、明細「{name}」を読めません。",
        "{file} has no sheets, so {name} cannot be read from it.",
        "Excel のブック（.xlsx）にして、明細を別のシートに置いてください。明細だけの .csv なら「シート」を書かず、「ファイル」を書きます。",
        "Make it a workbook (.xlsx) with the child rows on a sheet of their own. For a .csv of child rows write file, and no sheet.",
    ),
    "D82": Message(
        "「行追加」の先 {file} は、このレシピが読む表そのものです。",
        "{file}, to which lines are to be added, is the very sheet that this recipe reads.",
        "元の表は書き換えません。「行追加」には別のブックの名前を書いてください。",
        "The sheet is never altered. Name another book.",
    ),
    "D87": Message(
        "「行追加」の先 {file} は、この表の結果か不備のブックです。",
        "{file}, to which lines are to be added, is a book of this sheet's own results.",
        "実行のたびに作り直すブックなので、足した行が消えます。「行追加」には別のブックの名前を書いてください。",
        "It is made anew by every run, and the lines would be lost. Name another book.",
    ),
    "D83": Message(
        "「行追加」の先 {file} に、「{column}」という見出しがないか、2つ以上あります。",
        "{file}, to which lines are to be added, has no heading {column}, or several.",
        "ブックかレシピの見出しを直してください。ブックの見出し: {headings}",
        "Mend the headings there or in the recipe. Its headings: {headings}",
    ),
    "D84": Message(
        "{file} が開かれているため、{count} 行をまだ足していません。",
        "{file} is open, so {count} lines were not added yet.",
        "閉じておけば、次の実行のときに足します（二重にはなりません）。足した場合の中身は {place} にあります。",
        "Close it: the next run adds them, once. As it would be: {place}",
    ),
    "D85": Message(
        "{file} に {count} 行を足せませんでした（{reason}）。",
        "{count} lines could not be added to {file} ({reason}).",
        "直しておけば、次の実行のときに足します（二重にはなりません）。",
        "Once that is mended, the next run adds them, once.",
    ),
    "D86": Message(
        "{file} の「{names}」は隠す列の値を含むため、空にしました。",
        "In {file} {names} was left blank, because it holds a hidden value.",
    ),
    "D77": Message(
        "対応表 {where}に「{column}」という列がありません。",
        "The table ({where_en}) has no column {column}.",
        "対応表の見出し: {headings}",
        "Its headings: {headings}",
    ),
    "D78": Message(
        "対応表 {where}に、読めないセルがあります（{row} 行目の「{column}」）。",
        "The {column} in line {row} of the table ({where_en}) cannot be read.",
        "そのセルに、式やエラーではなく値を入れてください。",
        "Put a value into the cell instead of a formula or an error.",
    ),
    "D10": Message(
        "{where}に「{column}」という見出しがありません。",
        "{where} has no heading {column}.",
        "{row} 行目にある見出し: {headings}",
        "Headings in row {row}: {headings}",
    ),
    "D72": Message(
        "{where}の {row} 行目には、レシピの列 {count} 個のうち {known} 個の見出ししかありません（ないもの: {column}）。",
        "{where}: row {row} has {known} of the {count} headings of the recipe (missing: {column}).",
        "レシピの「見出し行」の番号と「列」の名前を、表と合わせてください。",
        "Make header and columns of the recipe agree with the sheet.",
    ),
    "D73": Message(
        "見出しは {guess} 行目にあるようです。レシピに「見出し行: {guess}」と書いてください。",
        "The headings seem to be in row {guess}: write `header: {guess}` in the recipe.",
    ),
    "D103": Message(
        "テキストの表には結合がないので、上の段の見出しはその列だけのものです。{first}〜{row} 行目をつないだ見出し: {headings}。"
        "この表に合うレシピは bots new --from {file} --header-row {first}-{row} で作り始められます。",
        "A text file keeps no merged cells, so an upper heading stands over its own column alone. Headings of rows {first} to {row}: "
        "{headings}. A recipe for this file is begun by: bots new --from {file} --header-row {first}-{row}",
    ),
    "D104": Message(
        "テキストの表には結合がないので、上の段の見出しはその列だけのものです。"
        "この表に合うレシピは bots new --from {file} --header-row {first}-{row} で作り始められます。",
        "A text file keeps no merged cells, so an upper heading stands over its own column alone. A recipe for this file is begun by: "
        "bots new --from {file} --header-row {first}-{row}",
    ),
    "D11": Message(
        "{where}に見出し「{heading}」が2つ以上あります（{cells}）。",
        "{where}: the heading {heading} stands there more than once ({cells}).",
        "どちらかの見出しを変えてください。",
        "Rename one of them.",
    ),
    "D12": Message(
        "{where}の {row} 行目に見出しがありません。",
        "{where}: there are no headings in row {row}.",
        "レシピの「見出し行」が、表の見出しのある行の番号かどうかを確かめてください。",
        "Check that header in the recipe is the number of the row with the headings.",
    ),
    "D13": Message(
        "数式の計算結果が保存されていないため、値が分かりません。",
        "The formula was saved without its result, so its value is not known.",
        "Excel で開き、上書き保存してから、もう一度渡してください。",
        "Open it in Excel, save it and hand it in again.",
    ),
    "D14": Message(
        "セルがエラー（{error}）になっています。",
        "The cell shows the error {error}.",
        "数式か参照先を直してください。",
        "Mend the formula or what it refers to.",
    ),
    "D15": Message(
        "鍵の列「{column}」が空です。",
        "The key column {column} is blank.",
        "この行を見分ける番号を入れてください。",
        "Give the row its number.",
    ),
    "D16": Message(
        "同じ鍵の行がほかにもあります（{cells}）。この表からは、どの行も入力しません。",
        "Other rows have the same key ({cells}). None of them is entered from this sheet.",
        "正しい行だけを残してください。",
        "Keep the right row only.",
    ),
    "D17": Message(
        "{file} の {line} 行目に、文字コードの分からない文字があります。",
        "{file}, line {line}, holds a character of an unknown encoding.",
        "UTF-8 か Shift_JIS（CP932）で保存し直してください。",
        "Save it as UTF-8 or Shift_JIS (CP932).",
    ),
    "D81": Message(
        "{file} の {line} 行目だけ、文字コードがほかの行と違います（ほかは Shift_JIS、この行は UTF-8）。このまま読むと文字化けします。",
        "Line {line} of {file} is written in UTF-8, the lines around it in Shift_JIS: it would be read as nonsense.",
        "この行を貼り付けた元のファイルを開き直して写し、全体を UTF-8 か Shift_JIS（CP932）で保存し直してください。",
        "Copy the line anew from where it came from, and save the whole file as UTF-8 or as Shift_JIS (CP932).",
    ),
    "D18": Message(
        "{file} が2か所にあり、どちらを使うか決められません: {places}",
        "{file} lies in two places, so it is not known which is meant: {places}",
        "片方を片づけるか、--data でファイルを指定してください。",
        "Remove one of them, or name the file with --data.",
    ),
    "D19": Message(
        "レシピの「{file}」は、決められたフォルダーの外を指しています。",
        "{file} in the recipe points outside the folders it may use.",
        "ファイル名だけを書いてください。別の場所のファイルは --data で渡せます。",
        "Write the name alone. Files elsewhere can be handed in with --data.",
    ),
    # ---- sheets, continued, and the books that go back (D60-D100)
    "D60": Message(
        "16桁以上の数値です。Excel は15桁までしか覚えていないため、下の桁が正しくありません。",
        "The number has more than 15 digits, and Excel keeps no more: its last digits are lost.",
        "セルの書式を「文字列」にして、番号を入れ直してください。",
        "Set the cell's format to text and type the number again.",
    ),
    "D61": Message(
        "{file} を開けません（{reason}）。",
        "{file} cannot be opened ({reason}).",
        "ほかの人が開いていないか、共有フォルダーにつながっているか、権限があるかを確かめてください。",
        "Check that nobody has it open, that the share is connected and that you may read it.",
    ),
    "D62": Message("「{near}」のことですか？", "Did you mean {near}?"),
    "D63": Message(
        "見出しの数より多い値があります。",
        "There are more values than headings.",
        "値の中のカンマや引用符を確かめてください。",
        "Check commas and quotes inside the values.",
    ),
    "D64": Message(
        "{file} に書けなかったため（{reason}）、代わりにここに置きました: {place}",
        "{file} could not be written ({reason}); it was put here instead: {place}",
        "Excel で開いていれば閉じてください。置いたファイルはそのまま使えます。",
        "Close it if it is open in Excel. The file that was put there can be used as it is.",
    ),
    "D65": Message(
        "{file} は、実行を始めた後に変わっています。実行は始めたときの内容で行いました。",
        "{file} has changed since the run began. The run used what it held then.",
    ),
    "D66": Message(
        "日付の範囲を外れた数値です。",
        "The number is outside the range of dates.",
        "セルの値か書式を直してください。",
        "Mend the cell's value or format.",
    ),
    "D100": Message(
        "セルに見えている数と、中に入っている数が違います（書式が丸めたり、千の単位で見せたり、マイナスの印や数字を書き添えたりしています）。",
        "The cell shows another number than it holds: its format rounds it, shows it in thousands, or writes a minus or a digit beside it.",
        "見えている数が正しければ、その数を入れ直してください。中の数が正しければ、書式を変えて全部の桁が見えるようにしてください。",
        "If what is seen is right, type it into the cell; if what the cell holds is right, choose a format that shows all of it.",
    ),
    "D101": Message(
        "セルの書式が読み取れないため、表に何と見えているか分かりません。",
        "The format of the cell is not understood, so what the sheet shows cannot be told.",
        "セルの書式を「文字列」か、ふつうの日付や数値の書式に変えて、見えているとおりに入れ直してください。",
        "Set the cell's format to text, or to a plain one of dates or numbers, and type again what is seen.",
    ),
    "D102": Message(
        "{file} の {line} 行目は、UTF-8 に似た CESU-8（Oracle の「UTF8」など）で書かれています。𠮷 のような字が、別の形で入っています。",
        "{file}, line {line}: the file is written in CESU-8 (Oracle calls it UTF8), which writes characters such as 𠮷 otherwise than UTF-8.",
        "書き出す側で UTF-8（Oracle では AL32UTF8）を選んで、もう一度書き出してください。",
        "Export it again as UTF-8 (for Oracle: AL32UTF8).",
    ),
    "D67": Message(
        "結合されたセルの一部のため、この行の値が分かりません。",
        "The cell is part of a merged one, so its own value is not known.",
        "セルの結合を解き、行ごとに値を入れてください。",
        "Unmerge the cells and give each row its value.",
    ),
    "D68": Message(
        "{file} の {line} 行目から、引用符（\"）の対応が取れていません。",
        "{file}: from line {line} on, the quotes do not match.",
        "値の中の \" は \"\" と書きます。Excel で開き、CSV で保存し直すと直ります。",
        "A quote inside a value is written twice. Saving it anew as CSV from Excel mends it.",
    ),
    "D69": Message(
        "{file} の {line} 行目に、文字ではないデータ（{sign}）があります。",
        "{file}, line {line}, holds data that is no text ({sign}).",
        "出力したシステムから、もう一度取り出してください。",
        "Export it again from the system that it came from.",
    ),
    "D70": Message(
        "{file} が、読んでいる間に変わりました。",
        "{file} changed while it was read.",
        "保存が終わってから、もう一度実行してください。",
        "Start again when it has been saved.",
    ),
    "D75": Message(
        "「{column}」に、{system}に入らない文字があります: {letters}（かっこ内は何文字目か）。",
        "{column} has what cannot be held by {system}: {letters} (in brackets which character it is).",
        "システムで使える字に直すかどうか、担当者が判断してください。この行は、まだ何も入れていません。",
        "A person decides which character the system can take. Nothing of this row was entered.",
    ),
    "D76": Message(
        "「{column}」に、{system}に入らない文字があります。",
        "{column} has a character that cannot be held by {system}.",
        "システムで使える字に直すかどうか、担当者が判断してください。この行は、まだ何も入れていません。",
        "A person decides which character the system can take. Nothing of this row was entered.",
    ),
    "D88": Message(
        "「{column}」に、庁内だけの外字か、異体字セレクタの付いた字があります: {letters}（かっこ内は何文字目か）。"
        "画面で正しい字になるかを確かめてください。",
        "{column} has characters of the office's own, or with a variation selector: {letters} (in brackets which character it "
        "is). See whether the screen shows the right ones.",
    ),
    "D89": Message(
        "「{column}」に、庁内だけの外字か、異体字セレクタの付いた字があります。",
        "{column} has characters of the office's own, or with a variation selector.",
    ),
    "D97": Message(
        "「{column}」に取り消し線が引かれています。",
        "{column} is struck out.",
        "登録する行なら、線を消してください。登録しない行なら、表から除くか、レシピの「対象」で除いてください。",
        "If the row is to be entered, remove the line. If not, take it out of the sheet, or leave it out with `only`.",
    ),
    "D98": Message(
        "{file} には後の実行 {run} の結果があるため、そのままにしました。この実行の結果はここに置きました: {place}",
        "{file} holds the result of a later run, {run}, and was left as it is. The result of this run was put here: {place}",
        "いまの状態は {file} で分かります。",
        "{file} tells how things stand now.",
    ),
    "D71": Message(
        "結果の表を作れませんでした（{reason}）。登録の結果は報告書で分かります。",
        "The result sheet could not be made ({reason}). What became of each row is in the report.",
        "ディスクの空きと、フォルダーに書く権限を確かめてください。",
        "Check that the disk has room and that the folder may be written.",
    ),
}
