"""A run remembers the words of the reason for which it ended early."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_register_key_form")]

    operations = [
        migrations.AddField(
            model_name="run", name="reason_words", field=models.JSONField(default=dict)
        ),
    ]
