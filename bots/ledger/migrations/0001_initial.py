"""The tables of the ledger as they first were."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import bots.model


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Book",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("instance", models.CharField(max_length=32)),
                ("key_check", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("seq", models.BigIntegerField(default=0)),
                ("head", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("run", models.CharField(db_index=True, max_length=40)),
                ("item", models.BigIntegerField(db_index=True, null=True)),
                ("body", models.TextField()),
                ("prev", models.CharField(max_length=64)),
                ("h", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("environment", models.CharField(max_length=100)),
                ("key", models.CharField(max_length=2000)),
                ("systems", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        db_index=True, default=bots.model.ItemState["PENDING"], max_length=10
                    ),
                ),
                ("epoch", models.IntegerField(default=0)),
                ("payload_hmac", models.JSONField(default=dict)),
                ("receipt", models.CharField(max_length=500)),
                ("code", models.CharField(max_length=10)),
                ("unfinished", models.BooleanField(default=False)),
                ("doubted", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Register",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.IntegerField(null=True)),
                ("kind", models.CharField(max_length=20)),
                ("file", models.CharField(max_length=500)),
                ("sha256", models.CharField(max_length=64)),
                ("verdict", models.CharField(max_length=20)),
                ("taken_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="ledger.item",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="item",
            name="register",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="ledger.register",
            ),
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("reviewer", models.CharField(max_length=200)),
                ("verdict", models.CharField(max_length=20)),
                ("said_at", models.DateTimeField()),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="ledger.evidence",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True)),
                ("recipe_id", models.CharField(db_index=True, max_length=300)),
                ("recipe_sha", models.CharField(db_index=True, max_length=64)),
                ("plan_sha", models.CharField(max_length=64)),
                ("mode", models.CharField(max_length=10)),
                ("environment", models.CharField(max_length=100)),
                ("systems", models.JSONField(default=list)),
                ("account", models.CharField(max_length=200)),
                ("asked_by", models.CharField(max_length=200)),
                ("folder", models.CharField(max_length=1000)),
                ("total", models.IntegerField()),
                ("state", models.CharField(default=bots.model.RunState["QUEUED"], max_length=10)),
                ("reason", models.CharField(max_length=10)),
                ("take_failed", models.BooleanField(default=False)),
                ("added_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("stop_by", models.CharField(max_length=200)),
                ("stop_at", models.DateTimeField(null=True)),
                ("worker_host", models.CharField(max_length=200)),
                ("worker_boot", models.CharField(max_length=200)),
                ("worker_pid", models.BigIntegerField(default=0)),
                ("worker_started", models.CharField(max_length=100)),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="ledger.register",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Row",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.IntegerField()),
                ("origin", models.CharField(max_length=500)),
                ("decision", models.CharField(max_length=10)),
                ("outcome", models.CharField(max_length=10)),
                ("code", models.CharField(max_length=10)),
                ("field", models.CharField(max_length=300)),
                ("words", models.JSONField(default=dict)),
                ("payload_hmac", models.JSONField(default=dict)),
                ("unfinished", models.BooleanField(default=False)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="ledger.item",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="ledger.run",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="item",
            name="run",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="ledger.run",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evidence",
                to="ledger.run",
            ),
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("epoch", models.IntegerField()),
                ("claimed_at", models.DateTimeField()),
                ("intent_at", models.DateTimeField(null=True)),
                ("sending", models.JSONField(default=dict)),
                ("answer", models.CharField(max_length=20)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="ledger.item",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to="ledger.run",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("system", models.CharField(max_length=200)),
                ("account", models.CharField(max_length=200)),
                ("token", models.CharField(max_length=32)),
                ("held_at", models.DateTimeField()),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slots",
                        to="ledger.run",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["queued", "running", "finished", "stopped", "broken"])
                ),
                name="run_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(("mode__in", ["run", "rehearse"])), name="run_mode"
            ),
        ),
        migrations.AddConstraint(
            model_name="row",
            constraint=models.UniqueConstraint(fields=("run", "position"), name="row_once"),
        ),
        migrations.AddConstraint(
            model_name="row",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            "pending",
                            "running",
                            "submitting",
                            "done",
                            "refused",
                            "conflict",
                            "failed",
                            "uncertain",
                            "waiting",
                            "skipped",
                            "already",
                            "cancelled",
                        ],
                    )
                ),
                name="row_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                fields=("register", "environment", "key"), name="item_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "pending",
                            "running",
                            "submitting",
                            "done",
                            "refused",
                            "conflict",
                            "failed",
                            "uncertain",
                            "waiting",
                            "skipped",
                            "already",
                            "cancelled",
                        ],
                    )
                ),
                name="item_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(fields=("item", "epoch"), name="attempt_once"),
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.UniqueConstraint(fields=("system", "account"), name="slot_once"),
        ),
    ]
