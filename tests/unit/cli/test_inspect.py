"""The lines that `bots inspect` offers for a recipe."""

from __future__ import annotations

import yaml

from bots.cli.inspecting import _press_in_row
from bots.runners.surveying import SeenButton
from bots.values.targets import parse_target


def test_a_link_of_a_time_table_is_offered_by_its_row_and_its_column() -> None:
    lines = _press_in_row(SeenButton("○", "link", 24, ("9:00~", "13:00~")))
    steps = yaml.safe_load(lines)
    assert len(steps) == 2
    for step, hour in zip(steps, ("9:00~", "13:00~"), strict=True):
        target = parse_target(step[next(one for one in step if one in ("クリック", "click"))])
        assert (target.words, target.kind) == (hour, "link")
        assert set(step) in ({"クリック", "範囲"}, {"click", "in"})
