import django.db.models.deletion
import kring.kit.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kring.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[("applying", "Busy"), ("done", "Done"), ("failed", "Failed")],
                        default="applying",
                        max_length=10,
                    ),
                ),
                ("archive", models.CharField(max_length=64)),
                ("counts", models.JSONField(default=dict)),
                ("report", models.JSONField(default=dict)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["source", "started_at"], name="transfer_im_source_4f5e53_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="ExternalId",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=200)),
                ("object_id", models.UUIDField()),
                ("digest", models.CharField(blank=True, max_length=32)),
                (
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="transfer.importrun",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["object_id"], name="transfer_ex_object__a6f067_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "kind", "key"), name="external_id_once")
                ],
            },
        ),
    ]
