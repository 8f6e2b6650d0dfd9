import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import kring.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Holding",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "account", "token", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("token", models.CharField(max_length=60)),
            ],
            options={
                "db_table": "groups_holding",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kring.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("slug", models.CharField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("purpose", models.TextField(blank=True)),
                ("welcome", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("open", "Open group"),
                            ("on_request", "Group on request"),
                            ("closed", "Closed group"),
                            ("hidden", "Hidden group"),
                        ],
                        max_length=10,
                    ),
                ),
                ("member_count", models.PositiveIntegerField(default=0)),
                ("guest_count", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Audience",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kring.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "tokens",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), size=None
                    ),
                ),
                (
                    "group",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="audience",
                        to="groups.group",
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["tokens"], name="audience_tokens")
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("member", "Member"),
                            ("pending", "Asked to join"),
                            ("invited", "Invited"),
                            ("blocked", "Blocked"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_owner", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="groups.group",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account", "state"], name="groups_memb_account_787c60_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "account"), name="membership_once"),
                    models.CheckConstraint(
                        condition=models.Q(("is_owner", False), ("state", "member"), _connector="OR"),
                        name="owner_is_member",
                    ),
                ],
            },
        ),
    ]
