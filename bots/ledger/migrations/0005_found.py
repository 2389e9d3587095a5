"""The ledger remembers what the words of a recipe were found at in its rehearsal."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_run_reason_words")]

    operations = [
        migrations.CreateModel(
            name="Found",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recipe_id", models.CharField(max_length=300)),
                ("key", models.CharField(max_length=400)),
                ("field", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("recipe_id", "key"), name="found_once")
                ],
            },
        ),
    ]
