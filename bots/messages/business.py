"""B: a row refused by a business rule."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    "B01": Message("{reason}", "{reason}"),
    "B02": Message("対象外: {reason}", "Left out: {reason}"),
    "B03": Message(
        "レシピの「中止」により、全体を止めました: {reason}",
        "Stopped by the recipe: {reason}",
        "理由を確かめてください。bots resume は、もう一度この行から始めます。また止まるときは、表のこの行を直すか除くかして "
        "bots run を行うか、bots run に --only 鍵 を付けて、後ろの行だけを登録してください。",
        "See to the reason; bots resume begins with this row again. If it stops there again, mend the row or take it "
        "out of the sheet and use bots run, or enter the rows behind it with: bots run … --only KEY",
    ),
    "B04": Message(
        "「{field}」に入れた値が画面と違います。",
        "{field} does not hold what was put in.",
        "報告書で、入れた値と画面に残った値を見比べてください。確定はしていません。ボタン（住所検索など）で空になる、書き換わる欄は、そのボタンの後で入れます。"
        "行の追加のように画面が受け取って空になる欄や、途中で画面から消える欄は、{{値: …, 読み返す: いいえ}} と書き、受け取られた値を「照合」で確かめます。",
        "Compare what was put in with what was kept in the report. Nothing was submitted. A field that a button (a lookup) empties or"
        " rewrites is set after that button. For one that is taken over and emptied (a line is added), or that goes from the screen on the"
        " way, write {{value: …, verify: false}} for it, and see with verify that its value was taken.",
    ),
    "B05": Message(
        "「{field}」の画面の内容が、表と違います（照合）。",
        "{field} on the screen differs from the sheet.",
        "報告書で見比べてください。",
        "Compare them in the report.",
    ),
    "B06": Message(
        "「{field}」の表示が、決められた形ではありません。",
        "{field} on the screen is not in the expected form.",
    ),
    "B07": Message(
        "「{field}」に、このシステムに入らない文字があります: {letters}（かっこ内は何文字目か）。",
        "{field} has what cannot be held by this system: {letters} (in brackets which character it is).",
        "システムで使える字に直すかどうか、担当者が判断してください。何も入れていません。",
        "A person decides which character the system can take. Nothing was entered.",
    ),
    "B16": Message(
        "「{field}」に、このシステムに入らない文字があります。",
        "{field} has a character that cannot be held by this system.",
        "システムで使える字に直すかどうか、担当者が判断してください。何も入れていません。",
        "A person decides which character the system can take. Nothing was entered.",
    ),
    "B17": Message(
        "違いは、同じ字の字体だけです: {letters}（入れた字 → 画面の字）。どちらの字が正しいかを、担当者が確かめてください。",
        "They differ in forms of the same characters alone: {letters} (put in → on the screen). A person sees which is right.",
    ),
    "B18": Message(
        "「{field}」は、入れた値と画面の値が、同じ字の字体だけで違います: {letters}",
        "{field} on the screen differs from what was put in by forms of the same characters alone: {letters}",
    ),
    "B08": Message(
        "画面で確かめる言葉「{text}」が、この行では空になります。",
        "The words to look for on the screen, {text}, are empty in this row.",
        "表のその欄に値を入れるか、レシピの言葉を直してください。空の言葉はどの画面にもあるため、この手順は行っていません。",
        "Fill in the cell, or change the words in the recipe. Every screen would show an empty text, so this step was not carried out.",
    ),
    "B09": Message(
        "「場合分け」のどの場合にも当てはまりません。",
        "None of the ways of the branch fits this row.",
        "表の値を確かめてください。当てはまらない行があってよいなら、「それ以外」の手順を書き足します。",
        "Check the row. If it may be so, add an else to the branch.",
    ),
    "B10": Message(
        "対応表 {file}に、「{names}」がこの行と合う行がありません。",
        "No line of the table ({file}) has the {names} of this row.",
        "表の値か対応表を直してください。",
        "Mend the row, or the table.",
    ),
    "B11": Message(
        "対応表 {file}に、「{names}」がこの行と合う行が {count} 行あります。",
        "{count} lines of the table ({file}) have the {names} of this row.",
        "対応表の重なりをなくすか、条件を増やしてください。",
        "Remove the double lines, or ask for more under where.",
    ),
    "B12": Message(
        "画面の受付番号は、先に登録した行（{key}）と同じです。",
        "The receipt on the screen is that of a row entered before ({key}).",
        "画面が前の行の結果を見せていたおそれがあります。業務システムで、この行が登録されているかを確かめてください。",
        "The screen may have shown the result of another row: see in the business system whether this row is there.",
    ),
    "B13": Message(
        "「{names}」は隠す列の値を含むため、結果の表に書いていません。",
        "{names} holds a hidden value, so it is not written into the result book.",
    ),
    "B15": Message(
        "登録の後で実行が止まったため、登録の後の手順（照合・読取・書き戻す・行追加など）が終わっていません。",
        "The run died after the submit: the steps after it (verify, read, write, append …) were not all done.",
        "この行は登録されています。登録し直さず、業務システムの画面を見て、残りの手順だけを手で行ってください。",
        "The row is entered. Do not enter it again: look at it in the business system and do what is left by hand.",
    ),
    "B70": Message(
        "照会で、登録されていることを確かめました。登録の後の手順（照合・読取・書き戻す・行追加など）は行っていません。",
        "A look into the system showed that it is entered. The steps after the submit (verify, read, write, append …) were"
        " not done.",
        "登録し直さず、業務システムの画面を見て、残りの手順だけを手で行ってください。",
        "Do not enter it again: look at it in the business system and do what is left by hand.",
    ),
    "B71": Message(
        "登録する前の照会で、同じ内容がすでに登録されていました。",
        "The look before the submit found the same values in the system.",
    ),
    "B72": Message(
        "照会で、同じ鍵の登録が見つかりましたが、「{field}」の内容が違います。",
        "A look into the system found a record of this key with another {field}.",
        "業務システムの内容と表のどちらが正しいかを確かめてください。登録はしていません。",
        "See which of the two is right. Nothing was entered.",
    ),
    "B60": Message(
        "別の実行がこの行を処理しています。",
        "Another run works on this row now.",
    ),
    "B61": Message(
        "前の実行で決まらないままです。人の判断が要ります（bots decide {run}）。",
        "Undecided since an earlier run: a person has to decide (bots decide {run}).",
        "業務システムでこの行を検索し、入っているかどうかを確かめてから、bots decide {run} で答えてください。",
        "Look the row up in the business system, then answer with: bots decide {run}",
    ),
    "B62": Message(
        "人が取り消した行です。",
        "A person took this row out.",
        "登録する行なら、bots decide {run} --only 鍵 --not-entered --reason 理由 で、次の実行に戻せます。",
        "If it is to be entered: bots decide {run} --only KEY --not-entered --reason TEXT",
    ),
    "B63": Message(
        "この行は、実行 {run} で登録済みです。",
        "This row was entered in run {run}.",
        "もう一度入れないでください。登録した内容が正しいかを業務システムで確かめ、表の誤りを直してください。",
        "Do not enter it again. See in the business system that what was entered is right, and mend the sheet.",
    ),
    "B64": Message(
        "この行は、業務システムに登録済みです（実行 {run} で確かめました）。",
        "The business system has this row already (found in run {run}).",
        "もう一度入れないでください。登録されている内容が正しいかを業務システムで確かめ、表の誤りを直してください。",
        "Do not enter it again. See in the business system that its content is right, and mend the sheet.",
    ),
    "B66": Message(
        "前の実行から、人の確認を待っています。bots approve {run} で答えてください。",
        "Waits for a person since an earlier run; answer with: bots approve {run}",
    ),
    "B67": Message(
        "この行は、後の実行 {run} で登録しました。",
        "A later run, {run}, entered this row.",
    ),
    "B69": Message(
        "前の実行 {run} で登録しましたが、その後の手順（後処理）が終わっていません。",
        "Run {run} entered this row, but steps after its submit are left.",
        "登録し直さず、残りの手順だけを手で行ってから、bots decide {run} で「後処理を手で済ませた」と答えてください。",
        "Do not enter it again: do what is left by hand, then say so with: bots decide {run}",
    ),
    "B68": Message(
        "この実行で残った {count} 件は、後の実行 {run} で登録しました: {rows}",
        "Of the rows left by this run, {count} were entered by a later one, {run}: {rows}",
    ),
    "B65": Message(
        "いまの表の行には誤りがあります: {reason}",
        "The row of this sheet has a fault: {reason}",
        "値を比べられないため、登録した内容が表と同じかどうかは分かりません。業務システムで確かめてください。",
        "Its values cannot be compared with what was entered. See in the business system whether they are the same.",
    ),
}
