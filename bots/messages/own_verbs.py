"""P: verbs of the hall's own, the files of a folder that its settings name."""

from __future__ import annotations

from bots.messages.message import Message

MESSAGES: dict[str, Message] = {
    "P89": Message(
        "この庁舎の手順「{verb}」（{file}）の例は、レシピに書けません: {reason}",
        "The example of this hall's verb {verb_en} ({file}) cannot be written in a recipe: {reason_en}",
        "@task の {name} を直してください。例は、手順の説明と編集画面の案内にそのまま出ます。",
        "Mend {name} of its @task. The texts of the verb and the help of editors show it as it is.",
    ),
    "P90": Message(
        "この庁舎の手順を置くフォルダー {folder} がありません。",
        "The folder of this hall's own verbs is not there: {folder}",
        "config/settings.yaml の folders.tasks を直すか、フォルダーを作ってください。",
        "Mend folders.tasks in config/settings.yaml, or make the folder.",
    ),
    "P91": Message(
        "この庁舎の手順（{file}）を登録できません: {reason}",
        "A verb of this hall ({file}) cannot be registered: {reason}",
        "@task の言葉、説明、例を、日本語と英語の両方で書いてください。書き方は CONTRIBUTING.md にあります。",
        "Write its words, texts and examples in Japanese and in English; CONTRIBUTING.md shows how.",
    ),
    "P92": Message(
        "この庁舎の手順のファイル {file} を読み込めません: {reason}",
        "The file {file} of this hall's verbs cannot be loaded: {reason}",
        "示した行を直してください。直るまで、レシピは調べられず、動きません。",
        "Mend the line. Until then no recipe is checked or run.",
    ),
    "P93": Message(
        "この庁舎の手順「{verb}」は、登録（確定）をしようとしました。何も送っていません。",
        "The verb {verb} of this hall tried to submit. Nothing was sent.",
        "登録はレシピの「確定」で行ってください。二重登録を防ぐ仕組みは「確定」だけに働きます。",
        "Register with submit in the recipe: only that is guarded against entering twice.",
    ),
    "P149": Message(
        "この庁舎の手順（{file} の {line} 行目）が失敗しました（{kind}）。",
        "A verb of this hall failed ({file}, line {line}: {kind}).",
        "その手順を書いた方に、この行を伝えてください。確定中だった行は「要確認」になります。",
        "Tell this line to whoever wrote the verb. A row that was being submitted is in doubt.",
    ),
    "P87": Message(
        "この庁舎の手順（{file}）で、「{word}」という名前は使えません。{where}だからです。",
        "A verb of this hall ({file}) cannot use the name {word}: that is {where}.",
        "ほかの言葉にしてください。日本語も英語も、まだ使われていないものが要ります。使われている手順の言葉: bots steps",
        "Choose another word; both languages need one that is free. The words of all verbs: bots steps",
    ),
    "P88": Message(
        "この庁舎の手順（{name}）が、プログラムを終わらせようとしました（{reason}）。",
        "A verb of this hall ({name}) tried to end the program ({reason}).",
        "sys.exit などを消してください。行を終わらせるには、bots.errors の Reject、Skip、Stop を使います。",
        "Remove sys.exit and the like. To end a row, raise Reject, Skip or Stop of bots.errors.",
    ),
}
