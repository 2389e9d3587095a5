"""The tables of the ledger. No value of a row is in any of them.

Changed only by the named functions of the other modules: nothing else compares before it swaps.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Model, Q

from bots.model import DueState, ItemState, Mode, RunState


def _words(enum: type[ItemState] | type[RunState] | type[Mode] | type[DueState]) -> list[str]:
    return [str(one) for one in enum]


class Book(Model):
    """The one row that says which ledger this is, and where the chain of its events ends."""

    instance = models.CharField(max_length=32)
    key_check = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    seq = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64)


class Register(Model):
    """受付簿: where a key is unique. `key_form` says what its keys are made of (JSON), "" = no run yet;
    `earlier_forms` what they were made of before a person had it changed.
    """

    name = models.CharField(max_length=200, unique=True)
    key_form = models.TextField(default="")
    earlier_forms = models.JSONField(default=list)
    made_at = models.DateTimeField()


class Found(Model):
    """What a word of a screen was found at in the last rehearsal of a recipe."""

    recipe_id = models.CharField(max_length=300)
    key = models.CharField(max_length=400)
    field = models.JSONField()

    class Meta:
        """Once for each word of a recipe."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recipe_id", "key"], name="found_once"),
        ]


class Run(Model):
    """実行: one carrying-out of a plan. `name` is its id as people write it.

    `addresses` are those of `systems`, one for one (see `overlaps.place_of`).
    """

    name = models.CharField(max_length=40, unique=True)
    recipe_id = models.CharField(max_length=300, db_index=True)
    recipe_sha = models.CharField(max_length=64, db_index=True)
    plan_sha = models.CharField(max_length=64)
    mode = models.CharField(max_length=10)
    environment = models.CharField(max_length=100)
    register = models.ForeignKey(Register, models.PROTECT, related_name="runs")
    declared = models.BooleanField(default=False)
    systems = models.JSONField(default=list)
    addresses = models.JSONField(default=list)
    account = models.CharField(max_length=200)
    asked_by = models.CharField(max_length=200)
    folder = models.CharField(max_length=1000)
    total = models.IntegerField()
    state = models.CharField(max_length=10, default=RunState.QUEUED)
    reason = models.CharField(max_length=10)
    reason_words = models.JSONField(default=dict)
    take_failed = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    stop_by = models.CharField(max_length=200)
    stop_at = models.DateTimeField(null=True)
    worker_host = models.CharField(max_length=200)
    worker_boot = models.CharField(max_length=200)
    worker_pid = models.BigIntegerField(default=0)
    worker_started = models.CharField(max_length=100)

    class Meta:
        """Only known states and modes."""

        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=_words(RunState)), name="run_state"),
            models.CheckConstraint(condition=Q(mode__in=_words(Mode)), name="run_mode"),
        ]


class Due(Model):
    """予定: a time at which an entry of the timetable was due, and what became of it. `asked` is what the entry said then
    (JSON), `token` whose claim it was; the worker is the process that prepares its run."""

    entry = models.CharField(max_length=200)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=DueState.DUE, db_index=True)
    code = models.CharField(max_length=10, default="")
    words = models.JSONField(default=dict)
    asked = models.JSONField(default=dict)
    zone = models.CharField(max_length=100, default="")
    priority = models.IntegerField(default=0)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="dues")
    token = models.CharField(max_length=32)
    answered_by = models.CharField(max_length=200, default="")
    answered_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    worker_host = models.CharField(max_length=200, default="")
    worker_boot = models.CharField(max_length=200, default="")
    worker_pid = models.BigIntegerField(default=0)
    worker_started = models.CharField(max_length=100, default="")

    class Meta:
        """A due time is claimed once, by whoever comes first."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "due_at"], name="due_once"),
            models.CheckConstraint(condition=Q(state__in=_words(DueState)), name="due_state"),
        ]


class Arrival(Model):
    """受付: the file by which an entry became due, taken out of its `folder` and held there as `held` (subfolder and name).
    `sha256` is that of the bytes which people were shown."""

    due = models.OneToOneField(Due, models.PROTECT, related_name="arrival")
    folder = models.TextField()
    held = models.CharField(max_length=400)
    sha256 = models.CharField(max_length=64, db_index=True)


class Seen(Model):
    """Up to when the due times of an entry of the timetable are all claimed."""

    entry = models.CharField(max_length=200, unique=True)
    until = models.DateTimeField()


class Told(Model):
    """Up to when an owner of recipes has been told what became of the night."""

    owner = models.CharField(max_length=200, unique=True)
    until = models.DateTimeField()


class Pause(Model):
    """休止: an entry of the timetable is not begun from `began_at` on, up to `until` (null = till a person ends it) or
    `ended_at`. `entry` "" = the whole timetable; `token` whose pause it was; `ended_by` "" = its time was over."""

    entry = models.CharField(max_length=200)
    token = models.CharField(max_length=32)
    reason = models.CharField(max_length=300, default="")
    by = models.CharField(max_length=200)
    began_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=200, default="")

    class Meta:
        """One at a time."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry"], condition=Q(ended_at__isnull=True), name="pause_once"),
        ]


class Watch(Model):
    """見張り: a `bots serve` at work. `beat_at` is when it was last heard of, `looked_at` when its clock had last looked at
    everything that is due."""

    host = models.CharField(max_length=200)
    boot = models.CharField(max_length=200)
    pid = models.BigIntegerField()
    started = models.CharField(max_length=100)
    began_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, db_index=True)


class Item(Model):
    """案件: what is entered once. `key` is the JSON list of the key's texts; `run` worked on it
    last.

    `doubted` says that it was cancelled out of doubt. `payload_hmac` is a JSON object by column.
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="items")
    environment = models.CharField(max_length=100)
    key = models.CharField(max_length=2000)
    systems = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=ItemState.PENDING, db_index=True)
    epoch = models.IntegerField(default=0)
    payload_hmac = models.JSONField(default=dict)
    receipt = models.CharField(max_length=500)
    code = models.CharField(max_length=10)
    unfinished = models.BooleanField(default=False)
    doubted = models.BooleanField(default=False)
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="items")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        """Once in its register and environment; only known states."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["register", "environment", "key"], name="item_once"),
            models.CheckConstraint(condition=Q(state__in=_words(ItemState)), name="item_state"),
        ]


class Row(Model):
    """行: a line of the sheet in one run, and how it ended there."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="rows")
    position = models.IntegerField()
    origin = models.CharField(max_length=500)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="rows")
    decision = models.CharField(max_length=10)
    outcome = models.CharField(max_length=10)
    code = models.CharField(max_length=10)
    field = models.CharField(max_length=300)
    words = models.JSONField(default=dict)
    payload_hmac = models.JSONField(default=dict)
    unfinished = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        """One line a position; only known outcomes."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "position"], name="row_once"),
            models.CheckConstraint(condition=Q(outcome__in=_words(ItemState)), name="row_outcome"),
        ]


class Attempt(Model):
    """試行: one try at an item. No attempt without a claim, no send without `intent_at`."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="attempts")
    run = models.ForeignKey(Run, models.PROTECT, related_name="attempts")
    epoch = models.IntegerField()
    claimed_at = models.DateTimeField()
    intent_at = models.DateTimeField(null=True)
    sending = models.JSONField(default=dict)
    answer = models.CharField(max_length=20)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        """One attempt a claim."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "epoch"], name="attempt_once"),
        ]


class Event(Model):
    """One event of the chain. `body` is the canonical JSON whose bytes `h` covers, after `prev`."""

    seq = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=40)
    run = models.CharField(max_length=40, db_index=True)
    item = models.BigIntegerField(null=True, db_index=True)
    body = models.TextField()
    prev = models.CharField(max_length=64)
    h = models.CharField(max_length=64)


class Evidence(Model):
    """証跡: a file of a run's folder and its hash."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="evidence")
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="evidence")
    position = models.IntegerField(null=True)
    kind = models.CharField(max_length=20)
    file = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    verdict = models.CharField(max_length=20)
    taken_at = models.DateTimeField()


class Review(Model):
    """確認: a person's word on a piece of evidence. Only added to, never altered."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="reviews")
    sha256 = models.CharField(max_length=64)
    reviewer = models.CharField(max_length=200)
    verdict = models.CharField(max_length=20)
    said_at = models.DateTimeField()


class Approval(Model):
    """人に確認: a question about an item as it was (`digest`), and what a person said. `verdict` "" = not answered.

    `recipe_sha` is the text of the recipe that asked, `step` the path of the step.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="approvals")
    run = models.ForeignKey(Run, models.PROTECT, related_name="approvals")
    recipe_sha = models.CharField(max_length=64, db_index=True)
    step = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=10, default="")
    by = models.CharField(max_length=200, default="")
    reason = models.CharField(max_length=300, default="")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)


class Line(Model):
    """行追加: a line that an item gives to a book; its cells stand in the readings of its row, at `number`.

    `book` is a path below the project. `token` names the placing in which it is, "" = none yet; `before` is
    the SHA-256 that the book had then, "" = there was none.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="lines")
    run = models.ForeignKey(Run, models.PROTECT, related_name="lines")
    epoch = models.IntegerField()
    position = models.IntegerField()
    number = models.IntegerField()
    book = models.CharField(max_length=1000)
    token = models.CharField(max_length=32, default="", db_index=True)
    before = models.CharField(max_length=64, default="")
    kept_at = models.DateTimeField()
    added_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        """Once for each line of a try."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "epoch", "number"], name="line_once"),
        ]


class Slot(Model):
    """Who works on a system with an account. There is one row for each pair while it is held."""

    system = models.CharField(max_length=200)
    account = models.CharField(max_length=200)
    holder = models.ForeignKey(Run, models.PROTECT, related_name="slots")
    token = models.CharField(max_length=32)
    held_at = models.DateTimeField()

    class Meta:
        """One holder a pair."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["system", "account"], name="slot_once"),
        ]
