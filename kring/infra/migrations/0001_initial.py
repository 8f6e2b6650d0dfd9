import kring.kit.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kring.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("actor_id", models.UUIDField(null=True)),
                ("action", models.CharField(max_length=80)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("result", models.CharField(default="done", max_length=40)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="infra_audit_at_683784_idx")],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kring.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("payload", models.JSONField()),
                ("at", models.DateTimeField()),
                ("quiet", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["name", "at"], name="infra_event_name_d0aa18_idx")],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("key", models.UUIDField(primary_key=True, serialize=False)),
                ("account_id", models.UUIDField()),
                ("result", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="infra_recei_at_0d8d78_idx")],
            },
        ),
    ]
