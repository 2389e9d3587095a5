"""`explain`: a recipe as numbered sentences, for those who decide about it and do not read YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bots.model import Column, Details, Mode, Plan, PlanStep, RowsPlan, Safety
from bots.recipe.condition_phrases import condition_text, holding
from bots.recipe.paths import Parts
from bots.recipe.recipe import Recipe
from bots.recipe.sentences import LOOKING, Sentence, step_sentences
from bots.recipe.value_phrases import (
    either,
    file_text,
    listed,
    names_only,
    names_text,
    quoted,
    register_text,
)
from bots.settings import environment_word


def explain(recipe_or_plan: Recipe | Plan, lang: str) -> list[str]:
    """Numbered sentences in `lang`: what is used, what is entered where, what stops it, what
    is final.
    """
    sentences = [
        Sentence(one) if isinstance(one, str) else one
        for one in _sentences(recipe_or_plan, lang)
        if one
    ]
    return list(_numbered(sentences, ""))


def explain_probe(what: Recipe | Plan, lang: str) -> list[str]:
    """How a row is looked up (照会), as numbered sentences; [] where that is not said."""
    return list(_numbered(list(step_sentences(what.probe, lang, _parts(what), LOOKING)), ""))


def _numbered(sentences: Sequence[Sentence], above: str) -> Iterator[str]:
    """1., 2., and inside them 2-1., 2-2."""
    for number, one in enumerate(sentences, 1):
        yield f"{above}{number}. {one.text}"
        yield from _numbered(one.inside, f"{above}{number}-")


def _sentences(what: Recipe | Plan, lang: str) -> Iterator[str | Sentence]:
    ja = lang == "ja"
    yield from _purpose(what, ja)
    rows = what.rows if isinstance(what, Plan) else (what.sheet.plan if what.sheet else None)
    inputs = what.input_columns if isinstance(what, Plan) else what.inputs
    if inputs:
        yield _given(inputs, ja)
    if rows is not None:
        yield from _rows(rows, ja)
    for name, steps in _sections(what):
        if steps:
            yield _heading(name, ja, begun=bool(what.start))
            yield from step_sentences(steps, lang, _parts(what))
    if what.probe:
        yield _looking_up(ja, first=what.safety.probe_first)
        yield from step_sentences(what.probe, lang, _parts(what), LOOKING)
    submits = _submits(what)
    yield from _signs(what.problems, what.already, ja, of_rows=rows is not None)
    yield from _stops(what.safety, ja, submits=submits, of_rows=rows is not None, looked_up=bool(what.probe))
    yield from _proof(what, ja, submits=submits)
    yield _guarantee(what, ja, submits=submits, of_rows=rows is not None)


def _parts(what: Recipe | Plan) -> Parts:
    return {} if isinstance(what, Plan) else what.parts


def _sections(what: Recipe | Plan) -> Sequence[tuple[str, Sequence[Any]]]:
    return [(name, getattr(what, name)) for name in ("start", "each_row", "steps", "finish")]


def _heading(name: str, ja: bool, *, begun: bool) -> str:
    said: dict[str, tuple[str, str]] = {
        "start": ("はじめに、次のことを行います。", "First of all:"),
        "each_row": (
            f"{'そのあと、' if begun else ''}表の1行ごとに、次のことを順に行います。",
            "Then, for each row of the sheet:" if begun else "For each row of the sheet:",
        ),
        "steps": ("次のことを順に行います。", "It does the following, in order:"),
        "finish": ("最後に、次のことを行います。", "At the very end:"),
    }
    return said[name][0 if ja else 1]


def _purpose(what: Recipe | Plan, ja: bool) -> Iterator[str]:
    about = what.about
    uses = [one.name for one in what.systems] if isinstance(what, Plan) else list(what.uses)
    systems = names_text(uses, ja)
    if not uses:
        yield f"「{what.title}」のレシピです。" if ja else f"This is the recipe “{what.title}”."
    elif ja:
        yield f"「{what.title}」は、{systems}を使うレシピです。"
    else:
        yield f"“{what.title}” is a recipe for {systems}."
    if "purpose" in about:
        purpose = about["purpose"].rstrip("。. ")
        yield f"目的: {purpose}。" if ja else f"Purpose: {purpose}."
    if "owner" in about:
        yield f"担当: {about['owner']}。" if ja else f"Owner: {about['owner']}."
    if "manual_minutes" in about:
        minutes = about["manual_minutes"]
        yield (
            f"手作業では1件に {minutes} 分かかります。"
            if ja
            else f"By hand a row takes {_counted(int(minutes), 'minute')}."
        )
    if "review_by" in about:
        yield f"{about['review_by']} までに見直します。" if ja else f"It is to be reviewed by {about['review_by']}."
    if isinstance(what, Plan):
        word = environment_word(what.environment, "ja" if ja else "en")
        environment = word or ("指定なし" if ja else "none")
        yield f"使う環境は「{environment}」です。" if ja else f"It runs against: {environment}."
        if what.mode is Mode.REHEARSE:
            yield (
                "これは試し（リハーサル）です。確定の手前で止まり、何も登録しません。"
                if ja
                else "This is a rehearsal: it ends before each submit and enters nothing."
            )


def _given(inputs: Sequence[Column], ja: bool) -> str:
    """What is given at the start, and what of it need not be."""
    must = names_text([one.name for one in inputs if not one.optional], ja)
    free = names_text([one.name for one in inputs if one.optional], ja)
    if not must:
        return f"始めるときに{free}を指定できます。" if ja else f"When it is started, {free} may be given."
    if ja:
        return f"始めるときに{must}を指定します{f'（{free}は省けます）' if free else ''}。"
    return f"When it is started, {must} must be given{f'; {free} may be' if free else ''}."


def _counted(number: int, name: str) -> str:
    """"1 row", "2 rows"."""
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _rows(rows: RowsPlan, ja: bool) -> Iterator[str]:
    key = names_text(rows.key, ja)
    sheet = names_only(rows.sheet)
    where = file_text(rows.file, ja)
    if sheet:
        where = f"{where}のシート「{sheet}」" if ja else f"the sheet {sheet} of {where}"
    several = rows.header_rows > 1
    header = f"{rows.first_header}-{rows.header}" if several else str(rows.header)
    yield (
        f"表{where}を1行ずつ読みます。見出しは {header} 行目です。元の表は書き換えません。"
        if ja
        else f"It reads {where} row by row; the headings are in row{'s' if several else ''} {header}. "
        "The sheet itself is never altered."
    )
    register = register_text(rows.register, ja) if rows.register else ""
    named = (f"受付簿{register}の中で" if ja else f" within the register {register}") if register else ""
    yield (
        f"{named}{key}が同じ行は、1回だけ登録します。"
        if ja
        else f"Rows with the same {key} are entered once only{named}."
    )
    if rows.skip is not None:
        condition = condition_text(rows.skip, "ja" if ja else "en")
        yield (
            f"{holding(condition, '行')}は、データの行に数えず除きます。"
            if ja
            else f"Lines where {condition} are no rows and are left out."
        )
    if rows.only is not None:
        condition = condition_text(rows.only, "ja" if ja else "en")
        yield (
            f"扱うのは、{holding(condition, '行')}だけです。"
            if ja
            else f"Only rows where {condition} are taken."
        )
    checked = [one for one in rows.columns if not one.optional]
    if checked:
        names = names_text([one.name for one in checked], ja) if ja else either([one.name for one in checked], ja)
        yield (
            f"画面を開く前に表を調べ、{names}{'のどれか' if len(checked) > 1 else ''}が空か正しくない行は登録しません。"
            if ja
            else f"Before any screen is opened the sheet is checked; a row in which {names} "
            "is blank or wrong is not entered."
        )
    free = [one.name for one in rows.columns if one.optional]
    if free:
        names = names_text(free, ja)
        yield (
            f"{names}は空でもかまいませんが、正しくない値の行は登録しません。"
            if ja
            else f"{names} may be blank; a row in which what is there is wrong is not entered."
        )
    if rows.hidden_rows:
        yield from _hidden_rows(ja, skipped=rows.hidden_rows == "skip")
    for details in rows.details:
        yield _details(details, ja)
    yield from _hidden_columns(rows.columns, ja)
    if rows.strict:
        yield (
            "不備のある行が1つでもあれば、何も始めません。"
            if ja
            else "If a single row has a fault, nothing is begun."
        )


def _hidden_rows(ja: bool, *, skipped: bool) -> Iterator[str]:
    if skipped:
        yield "表で隠れている行（非表示の行、絞り込みで見えない行）は飛ばします。" if ja else "Hidden rows of the sheet (by hand, by a filter) are skipped."
    else:
        yield "表で隠れている行も、ほかの行と同じに扱います。" if ja else "Hidden rows of the sheet are taken like all others."


def _details(details: Details, ja: bool) -> str:
    file, sheet = names_only(details.file), names_only(details.sheet)
    if ja:
        place = "の".join([*([f"「{file}」"] if file else []), *([f"シート「{sheet}」"] if sheet else [])])
        return f"明細「{details.name}」は、{place}から読み、「{details.join}」が同じ行につなぎます。明細に正しくない値のある行は登録しません。"
    place = " of ".join([*([f"the sheet {sheet}"] if sheet else []), *([file] if file else [])])
    return f"Child rows {details.name} are read from {place}; they belong to the row with the same {details.join}, which is not entered if one of them is wrong."


def _hidden_columns(columns: Sequence[Column], ja: bool) -> Iterator[str]:
    hidden = [one.name for one in columns if one.hidden]
    if hidden:
        names = names_text(hidden, ja)
        yield (
            f"{names}は、画像と記録では伏せます。"
            if ja
            else f"On pictures and in records, {names} {'is' if len(hidden) == 1 else 'are'} masked."
        )


def _signs(problems: Sequence[str], already: Sequence[str], ja: bool, *, of_rows: bool) -> Iterator[str]:
    """What the screen may say. Without a sheet (`of_rows` = False) there is no row to speak of, and no next."""
    if problems:
        texts = either([quoted(one, ja) for one in problems], ja)
        if of_rows:
            yield (
                f"画面に{texts}と出た行は業務エラーとし、次の行に進みます。"
                if ja
                else f"A row that meets {texts} on the screen is refused, and the next row is taken."
            )
        else:
            yield f"画面に{texts}と出たら業務エラーとし、そこで終えます。" if ja else f"What meets {texts} on the screen is refused, and it ends there."
    if already:
        texts = either([quoted(one, ja) for one in already], ja)
        yield (
            f"画面に{texts}と出{'た行は' if of_rows else 'たら'}、登録済みとして一覧に残します。"
            if ja
            else f"{'A row that' if of_rows else 'What'} meets {texts} is listed as already entered."
        )


def _stops(safety: Safety, ja: bool, *, submits: bool, of_rows: bool, looked_up: bool) -> Iterator[str]:
    again = f"あと {safety.retry} 回まで試します" if safety.retry else "やり直しません"
    tried = f"tried up to {_counted(safety.retry, 'more time')}" if safety.retry else "not tried again"
    if ja:
        first = f"{'確定の前に' if submits else ''}障害が起き{'た行は' if of_rows else 'たら'}、{again}。"
    else:
        first = f"{'A row that' if of_rows else 'What'} fails{' before its submit' if submits else ''} is {tried}."
    yield f"{first}{_limits(safety, ja, doubts=submits and not looked_up)}" if of_rows else first
    if safety.hours:
        hours = listed(safety.hours, ja)
        yield (
            f"人のいない実行は {hours} だけです。" if ja else f"With nobody there it runs at {hours} only."
        )


def _limits(safety: Safety, ja: bool, *, doubts: bool) -> str:
    """When a run ends of itself, and how far it may go. `doubts` = rows in doubt count though they are not in a row."""
    often, doubts = safety.stop_after, doubts and safety.stop_after > 1
    if ja:
        failed = "障害が1件でも起きる" if often == 1 else f"障害が {often} 件続く"
        failed += f"か、要確認が合わせて {often} 件になる" if doubts else ""
        return f"{failed}と全体を止めます。1回に扱うのは {safety.max_rows} 件までです。"
    failed = "one failure" if often == 1 else f"{often} failures in a row"
    failed += f", or {often} rows in doubt in all," if doubts else ""
    return f" After {failed} everything stops. At most {_counted(safety.max_rows, 'row')} may be taken in one run."


def _proof(what: Recipe | Plan, ja: bool, *, submits: bool) -> Iterator[str]:
    said: Mapping[str, tuple[str, str]] = {
        "submit": (
            "確定の前と後、障害のときの画面を画像で残します。",
            "Pictures are kept from before and after each submit, and of failures.",
        ),
        "step": ("手順ごとの画面を画像で残します。", "A picture is kept of every step."),
        "error": ("障害のときの画面だけを画像で残します。", "Pictures are kept of failures only."),
    }
    kept = what.evidence.screenshots
    yield said["error" if kept == "submit" and not submits else kept][0 if ja else 1]
    if what.evidence.personal == "masked":
        yield "画像では、欄に入れた値をすべて伏せます。" if ja else "On pictures all values that were filled in are masked."
    days = what.evidence.keep_days
    if days:
        yield f"証跡は {days} 日間保存します。" if ja else f"The evidence is kept for {days} days."


def _submitting(steps: Sequence[PlanStep]) -> list[PlanStep]:
    return [one for step in steps for one in (step, *_submitting(step.steps)) if one.submits]


def _submits(what: Recipe | Plan) -> bool:
    """Whether a step registers something."""
    if isinstance(what, Plan):
        return bool(_submitting([*what.each_row, *what.steps]))
    return any(step.task.submits for step in what.deep_row_steps())


def _looking_up(ja: bool, *, first: bool) -> str:
    begins = (
        ("どの行も、入力する前に次のように照会し、同じ内容があれば登録しません。要確認の行も、" if first else "要確認になった行は、")
        if ja
        else ("Each row is looked up like this before it is filled in, and not entered if it is there. " if first else "")
    )
    if ja:
        return f"{begins}実行の終わりに次のように照会します。照合が合えば完了、違えば不一致、対象外に着けば登録がないのでもう一度登録し、分からなければ要確認のままです。"
    return (
        f"{begins}A row in doubt is looked up like this at the end of the run: if the comparison agrees it is done, if it "
        "differs it is a conflict, if it is left out there is no record and it is entered again; otherwise it stays in doubt:"
    )


def _guarantee(what: Recipe | Plan, ja: bool, *, submits: bool, of_rows: bool) -> str:
    one, (a_row, the_row) = ("行", ("A row", "the row")) if of_rows else ("もの", ("What", "it"))
    if not submits:
        return (
            "確定する手順はありません。システムに登録することはありません。"
            if ja
            else "There is no submit: the recipe registers nothing."
        )
    ja_who, en_who = ("照会か人", "it was looked up or a person has looked") if what.probe else ("人", "a person has looked")
    if isinstance(what, Plan) and what.guarantee == "click":
        return (
            "送信の直前に記録してから押します（クリック方式）。"
            f"途中で切れた{one}は「要確認」となり、{ja_who}が確かめるまで二度と送りません。"
            if ja
            else f"The intent is recorded before the click (click mode). {a_row}{' that' if of_rows else ''} is cut off is "
            f"marked uncertain and is never sent again until {en_who}."
        )
    return (
        "登録の送信は1件に1回だけ通します。"
        f"送ったかどうか分からない{one}は「要確認」となり、{ja_who}が確かめるまで二度と送りません。"
        if ja
        else f"The request that registers{' a row' if of_rows else ''} is let through once only. If it is not certain "
        f"that it arrived, {the_row} is marked uncertain and is never sent again until {en_who}."
    )
