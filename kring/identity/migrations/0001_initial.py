import django.db.models.deletion
import django.db.models.functions.text
import kring.kit.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "id",
                    models.UUIDField(
                        default=kring.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, null=True, unique=True)),
                ("first_name", models.CharField(max_length=80)),
                ("prefix", models.CharField(blank=True, max_length=30)),
                ("last_name", models.CharField(blank=True, max_length=80)),
                ("name", models.CharField(max_length=200)),
                ("sort_key", models.CharField(max_length=200)),
                ("handle", models.CharField(max_length=100, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("employee", "Colleague"), ("guest", "Guest")],
                        default="employee",
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(default="nl", max_length=5)),
                ("mode", models.CharField(blank=True, max_length=5)),
                ("is_active", models.BooleanField(default=True)),
                ("epoch", models.PositiveIntegerField(default=0)),
                ("joined_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
                ("until", models.DateField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["sort_key", "id"], name="identity_ac_sort_ke_bd6e25_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"), name="account_email_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=kring.kit.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("email", models.EmailField(max_length=254)),
                ("first_name", models.CharField(blank=True, max_length=80)),
                ("prefix", models.CharField(blank=True, max_length=30)),
                ("last_name", models.CharField(blank=True, max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[("employee", "Colleague"), ("guest", "Guest")],
                        default="employee",
                        max_length=10,
                    ),
                ),
                ("until", models.DateField(null=True)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("community_manager", "Community manager"),
                            ("moderator", "Moderator"),
                            ("analyst", "Analyst"),
                            ("service_handler", "Service handler"),
                            ("functional_admin", "Functional administrator"),
                            ("technical_admin", "Technical administrator"),
                            ("privacy_officer", "Privacy officer"),
                            ("works_council", "Works council"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("account", "role"), name="role_once")],
            },
        ),
    ]
