"""A sample of the mutants: `python -m tests.mutants --mutants N` draws as many of each form as wanted."""

from __future__ import annotations

from tests.mutants import scripts
from tests.mutants.drawing import Mutant
from tests.mutants.forms import FORMS
from tests.mutants.trials import PROGRAM, trials

SAMPLE = ("labels swapped", "fields swapped", "look-alike takes the words", "hidden twin")


def test_a_recipe_sends_nothing_wrong_where_scripts_do() -> None:
    tally = trials(len(SAMPLE), 3, FORMS[:1], SAMPLE)
    assert tally.failures == []
    assert tally.ended[PROGRAM] == {"stopped": 3, "right": 1}
    assert sum(tally.ended[who]["wrong"] for who in scripts.KINDS) > 0, "do the mutants bite?"


def test_what_is_sent_is_judged_by_what_the_names_mean() -> None:
    one = Mutant("names anew", "", "", {"g1": "name", "g2": "kana"}, ("more",))
    right = {"name": "髙橋", "kana": "タカハシ"}
    assert one.judged([("g1", "髙橋"), ("g2", "タカハシ"), ("more", "")], right) == "right"
    assert one.judged([("g1", "タカハシ"), ("g2", "髙橋")], right) != "right"
    assert one.judged([("g1", "髙橋"), ("g2", "タカハシ"), ("more", "タカハシ")], right) == "more='タカハシ'"
