"""How a row ends, in the words of those who look at it: codes B80–B89, N80–N89, S80–S89."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    "B80": Message(
        "システムが受け付けませんでした（画面の表示「{sign}」）。",
        "The system refused it (the screen says: {sign}).",
        "表の値を確かめて直し、不備の表をもう一度渡してください。",
        "Check and mend the row, then hand in the sheet of rejects.",
    ),
    "B81": Message(
        "システムにすでに登録されています（画面の表示「{sign}」）。",
        "The system already has it (the screen says: {sign}).",
        "ロボットが入れたものではありません。システムの内容と見比べてください。",
        "It was not entered by this program. Compare it with the system.",
    ),
    "B82": Message(
        "入力済みの行の「{field}」が、入力したときと変わっています。",
        "The row was entered before with another value of {field}.",
        "業務システムと表のどちらが正しいかを見て、違う方を直し、bots decide で答えてください。ロボットは触っていません。",
        "See which of system and sheet is right, mend the other by hand, and answer with bots decide. Nothing was touched.",
    ),
    "B83": Message(
        "人の判断で、確定せずに止めました。",
        "A person decided not to submit it.",
        "登録していません。表に直すところがあれば直してください。次に bots run を行うと、この行をもう一度行います。",
        "It was not entered. Mend the sheet if it needs mending; the next bots run takes this row again.",
    ),
    "B84": Message(
        "試し（リハーサル）のため、確定の手前で止めました。",
        "Rehearsed up to the submit; nothing was submitted.",
    ),
    "B86": Message(
        "人の確認を待っています（承認者: {who}）。何も登録していません。",
        "A person is to be asked ({who}). Nothing was entered.",
        "bots approve で中身を見て答えてください。その後の実行で、この行を続けます。",
        "Look at it and answer with bots approve; the next run goes on with the row.",
    ),
    "B87": Message(
        "承認された後で、行か見せた値が変わっています。もう一度、人の確認を待っています（承認者: {who}）。",
        "The row, or what was shown, has changed since it was approved: a person is to be asked again ({who}).",
        "bots approve で中身を見て答えてください。何も登録していません。",
        "Look at it and answer with bots approve. Nothing was entered.",
    ),
    "B88": Message(
        "人の確認で「いいえ」でした（理由: {reason}）。登録していません。",
        "A person said no (reason: {reason}). It was not entered.",
        "理由を見て表を直すか、この行を外してください。次の実行で、もう一度聞きます。",
        "Mend the sheet, or take the row out. The next run asks again.",
    ),
    "B89": Message(
        "人の確認: {by} が {at} に承認しました（理由: {reason}）。",
        "Approved by {by} at {at} (reason: {reason}).",
    ),
    "N80": Message(
        "登録ボタンを押した後、登録できたことを示す表示が出ませんでした。",
        "After the button was pressed nothing said that the row was entered.",
        "業務システムでこの行を検索し、入っているかどうかを確かめてから、bots decide で答えてください。",
        "Look this row up in the business system, then say with bots decide whether it was entered.",
    ),
    "N85": Message(
        "登録ボタンを押した後、画面に「{sign}」と出ました。登録できたかどうかは分かりません。",
        "After the button was pressed the screen said: {sign}. Whether the row was entered is not known.",
        "業務システムでこの行を検索し、入っているかどうかを確かめてから、bots decide で答えてください。",
        "Look this row up in the business system, then say with bots decide whether it was entered.",
    ),
    "N86": Message(
        "画面には「{sign}」と出ましたが、システムはエラーを返しました。登録できたかどうかは分かりません。",
        "The screen said: {sign}, but the system answered with an error. Whether the row was entered is not known.",
        "業務システムでこの行を検索し、入っているかどうかを確かめてから、bots decide で答えてください。",
        "Look this row up in the business system, then say with bots decide whether it was entered.",
    ),
    "N94": Message(
        "登録ボタンを押した後、画面に「{sign}」と出ましたが、何かが送られたようすはありません。登録できていないおそれがあります。",
        "After the button was pressed the screen said: {sign}, but nothing was seen to be sent. It may well not be entered.",
        "業務システムでこの行を検索し、入っているかどうかを確かめてから、bots decide で答えてください。",
        "Look this row up in the business system, then say with bots decide whether it was entered.",
    ),
    "N95": Message(
        "登録ボタンを押した後、画面は {kinds} 種類のものを送り、そのどれかに正しい答えがありませんでした。登録できたかどうかは分かりません。",
        "After the button was pressed the page sent {kinds} different things, and one of them got no proper answer. Whether the row was"
        " entered is not known.",
        "業務システムでこの行を検索し、入っているかどうかを確かめてから、bots decide で答えてください。登録のほかに操作の記録なども送る画面です。"
        "bots rehearse レシピ --learn で登録の送信を覚えさせると、ほかのものの失敗では要確認になりません。",
        "Look this row up in the business system, then say with bots decide whether it was entered. The page sends other things beside the entry,"
        " such as a log: learn which one is the entry with bots rehearse RECIPE --learn, and the others leave no row in doubt.",
    ),
    "N92": Message(
        "登録ボタンを押した後、システムはエラーを返しました。登録できたかどうかは分かりません。",
        "After the button was pressed the system answered with an error. Whether the row was entered is not known.",
        "業務システムでこの行を検索し、入っているかどうかを確かめてから、bots decide で答えてください。",
        "Look this row up in the business system, then say with bots decide whether it was entered.",
    ),
    "N87": Message(
        "入力の途中で、画面がひとりでに送信しました。登録されたかどうかは分かりません。",
        "The page sent the form by itself while it was being filled in. Whether the row was entered is not known.",
        "業務システムでこの行を検索し、入っているかどうかを確かめてから、bots decide で答えてください。",
        "Look this row up in the business system, then say with bots decide whether it was entered.",
    ),
    "N89": Message(
        "成功の表示「{sign}」は出ましたが、別の行のものでした。この行が登録されたかどうか分かりません。",
        "The success sign {sign} was there, but it speaks of another row. It is not known whether this one was entered.",
        "業務システムでこの行を検索し、入っているかどうかを確かめてから、bots decide で答えてください。前の行の一覧が出る画面では、成功の表示にこの行の鍵（<列>）も書くと確実です。",
        "Look the row up in the business system, then answer with bots decide. Where the screen lists rows of before, write this row's key (<column>) into the success text.",
    ),
    "N91": Message(
        "照会しても、登録されたかどうか分かりませんでした: {reason}",
        "A look into the system did not tell whether the row was entered: {reason}",
        "業務システムでこの行を検索し、入っているかどうかを確かめてください。",
        "Look this row up in the business system to see whether it was entered.",
    ),
    "N90": Message(
        "登録ボタンを押した後、画面がもう一度送ろうとしたため、2回目を止めました。1回目が登録されたかどうかは分かりません。",
        "After the button was pressed the page tried to send again, and the second time was stopped. Whether the first"
        " one entered the row is not known.",
        "業務システムでこの行を検索し、入っているかどうかを確かめてから、bots decide で答えてください。",
        "Look this row up in the business system, then say with bots decide whether it was entered.",
    ),
    "N88": Message(
        "登録ボタンを押した後、小窓（ダイアログ）が出ました。登録できたかどうかは分かりません。",
        "After the button was pressed a dialog came up. Whether the row was entered is not known.",
        "業務システムでこの行を検索し、入っているかどうかを確かめてから、bots decide で答えてください。",
        "Look this row up in the business system, then say with bots decide whether it was entered.",
    ),
    "N81": Message(
        "登録ボタンの後、成功の表示と業務エラーの表示が両方出ました。",
        "After the button, both a success sign and a refusal appeared.",
        "業務システムでこの行を検索し、入っているかどうかを確かめてから、bots decide で答えてください。",
        "Look this row up in the business system, then say with bots decide whether it was entered.",
    ),
    "N82": Message(
        "登録の途中で実行が止まりました。",
        "The run ended while this row was being submitted.",
        "業務システムでこの行を検索し、入っているかどうかを確かめてから、bots decide で答えてください。",
        "Look this row up in the business system, then say with bots decide whether it was entered.",
    ),
    "N83": Message(
        "「登録済み」と表示されましたが、前に送った可能性があります。",
        "The system says it exists, but an earlier try of ours may have sent it.",
        "業務システムで内容を確かめてから、bots decide で答えてください。",
        "Check the content in the business system, then answer with bots decide.",
    ),
    "N84": Message(
        "確定の送信はシステムに届いていません。",
        "The submit certainly did not reach the system.",
    ),
    "S80": Message(
        "ログインが切れたか、システムが使えなくなりました（画面の表示「{sign}」）。",
        "The session was lost or the system closed (the screen says: {sign}).",
        "まだ登録していない行は、ログインし直して最初から行います。続くときは、システムが使える時間かを確かめてください。",
        "A row that was not submitted is begun anew after another sign-in. If it happens again, see whether the system is open.",
    ),
    "S81": Message(
        "ログインできませんでした（画面の表示「{sign}」）。",
        "The sign-in was refused (the screen says: {sign}).",
        "アカウントが止まらないよう、もう試していません。利用者IDとパスワードを確かめてください。",
        "It was not tried again, so that no account is locked. Check the user and the password.",
    ),
    "S85": Message(
        "ログインのボタンを押しましたが、ログインできたことを確かめられませんでした。{why}",
        "The sign-in was pressed, but nothing showed that it succeeded. {why_en}",
        "アカウントが止まらないよう、同じ利用者IDとパスワードでは、もう試しません。まず利用者IDとパスワードを確かめてください。正しければ、"
        "手でログインして出る画面を見て、config/systems の「{system}」の「ログイン」の手順（表示確認の文など）を直し、"
        "bots inspect {system} --login-again で確かめます。",
        "So that no account is locked, the same user and password are not tried again. Check them first. If they are right, sign in by "
        "hand, see what is shown, mend the login steps of {system} in config/systems (the text of see, say), and try: bots inspect "
        "{system} --login-again",
    ),
    "S86": Message(
        "ログインのボタンを押した後も、画面にパスワードの欄が残っています。ログインできていません。",
        "After the sign-in was pressed, the page still asks for a password: nobody is signed in.",
        "アカウントが止まらないよう、同じ利用者IDとパスワードでは、もう試しません。まず利用者IDとパスワードを確かめてください。正しければ、"
        "手でログインして出る画面を見ます。ログインできた画面にもパスワードの欄があるなら、config/systems の「{system}」の「ログイン」の終わりに"
        "「表示確認」とログインできたときだけ出る文を書き、bots inspect {system} --login-again で確かめます。",
        "So that no account is locked, the same user and password are not tried again. Check them first. If they are right, sign in by "
        "hand and look. Where the page inside asks for a password too, end the login steps of {system} in config/systems with `see` and "
        "a text that is shown only inside, and try: bots inspect {system} --login-again",
    ),
    "S89": Message(
        "ログインのボタンを押しましたが、システムの答えが来ませんでした。断られたかもしれません。",
        "The sign-in was pressed, but the system did not answer. It may have been refused.",
        "アカウントが止まらないよう、同じ利用者IDとパスワードでは、もう試しません。システムが動いているかを確かめてください。"
        "利用者IDとパスワードが正しければ、bots inspect {system} --login-again で確かめます。",
        "So that no account is locked, the same user and password are not tried again. See whether the system is up. If user and "
        "password are right, try: bots inspect {system} --login-again",
    ),
    "S87": Message("画面の表示は「{sign}」です。", "The screen says: {sign}"),
    "S82": Message(
        "「{system}」にログインした後、このレシピの手順に進めませんでした。",
        "After the sign-in to {system} the steps of this recipe could not be begun.",
    ),
    "S83": Message(
        "「{field}」が、どの画像にも写りません。",
        "The field {field} is on no picture.",
        "証跡を残せないため、この行は確定していません。",
        "Without a picture there is no proof, so the row was not submitted.",
    ),
    "S84": Message(
        "登録はできましたが、その後の手順「{step}」が終わりませんでした（後処理未了）。",
        "It was entered, but the later step {step} did not finish.",
        "登録のやり直しは要りません。残りの手順だけを手で行ってください。",
        "Do not enter it again. Do only the remaining steps by hand.",
    ),
}
