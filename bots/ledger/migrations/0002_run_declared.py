"""A run remembers whether its recipe itself names its register."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="run", name="declared", field=models.BooleanField(default=False)
        ),
    ]
