"""A register remembers what its keys are made of: columns and their types."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_run_declared")]

    operations = [
        migrations.AddField(
            model_name="register", name="key_form", field=models.TextField(default="")
        ),
    ]
