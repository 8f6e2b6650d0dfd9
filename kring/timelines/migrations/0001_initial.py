import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("discussion", "0001_initial"),
        ("identity", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("before", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="StreamEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stream", models.UUIDField()),
                ("act", models.DateTimeField()),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="discussion.thread"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("stream"),
                        models.OrderBy(models.F("act"), descending=True),
                        models.OrderBy(models.F("thread"), descending=True),
                        name="stream_act",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("thread", "stream"), name="stream_entry_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stream", models.UUIDField()),
                (
                    "why",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Mentioned"),
                            (2, "Thread"),
                            (3, "Topic"),
                            (4, "Person"),
                            (5, "Group"),
                            (6, "Department"),
                            (7, "Everyone"),
                        ]
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["stream"], name="timelines_s_stream_4c0979_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "stream"), name="subscription_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Turndown",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stream", models.UUIDField()),
                ("kind", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("account", "stream", "kind"), name="turndown_once")
                ],
            },
        ),
    ]
