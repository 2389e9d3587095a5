"""Whether the examples of a verb of the hall's own can be written in a recipe: the editor and `bots steps` show them."""

from __future__ import annotations

from pathlib import Path

from bots.errors import Problem, RecipeError
from bots.recipe.checks import check
from bots.recipe.loading import load_bytes
from bots.tasks.own import Meaning
from bots.tasks.registry import Task

# The columns of the hall's sheets are not known here: a recipe that declares none is asked for them in these lines only.
_FRAMES = {
    "ja": "レシピ: 例\nデータ:\n  ファイル: a.xlsx\n  鍵: 番号\n行ごと:\n",
    "en": "recipe: Example\nrows:\n  file: a.xlsx\n  key: Number\neach_row:\n",
}


def wrong_in_example(task: Task, lang: str) -> Meaning | None:
    """What is wrong with the example of that language, in Japanese and in English: the first mistake that `check`
    finds in it, or that no step of it is the verb in its word of that language. None where nothing is.
    """
    frame = _FRAMES[lang]
    example = task.example if lang == "ja" else task.example_en
    indented = "".join(f"  {line}\n" for line in example.splitlines())
    try:
        recipe = load_bytes((frame + indented).encode(), Path("recipes/example.yaml"), Path(), "example")
        problems = check(recipe, Path())
    except RecipeError as error:
        return _told(error.problem)
    wrong = [one for one in problems if one.severity == "error" and one.place.line > frame.count("\n")]
    verb = task.japanese if lang == "ja" else task.english
    if wrong:
        return _told(wrong[0])
    if any(step.word.text == verb for step in recipe.all_row_steps):
        return None
    return f"「{verb}」という手順がその中にありません。", f"there is no step {verb} in it."


def _told(problem: Problem) -> Meaning:
    japanese, english = (f"{problem.sentence(lang)} [{problem.code}]" for lang in ("ja", "en"))
    return japanese, english
