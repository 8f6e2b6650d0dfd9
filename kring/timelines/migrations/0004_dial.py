from django.conf import settings
from django.db import migrations, models

NOT = 4


class Migration(migrations.Migration):
    dependencies = [
        ("timelines", "0003_standing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RenameModel("Turndown", "Dial"),
        migrations.RemoveConstraint("dial", "turndown_once"),
        migrations.AddField(
            "dial",
            "setting",
            models.PositiveSmallIntegerField(choices=[], default=NOT),
            preserve_default=False,
        ),
        migrations.AddField("dial", "until", models.DateTimeField(null=True)),
        migrations.AlterField("dial", "kind", models.CharField(blank=True, max_length=12)),
        migrations.AlterField(
            "dial",
            "setting",
            models.PositiveSmallIntegerField(choices=[(1, "More"), (2, "Less"), (3, "Digest"), (4, "Not")]),
        ),
        migrations.AddConstraint(
            "dial", models.UniqueConstraint(fields=["account", "stream", "kind"], name="dial_once")
        ),
        migrations.AddIndex(
            "dial",
            models.Index(condition=models.Q(("until__isnull", False)), fields=["until"], name="dial_until"),
        ),
        migrations.AddField("subscription", "until", models.DateTimeField(null=True)),
        migrations.AlterField(
            "subscription",
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
                    (8, "More"),
                ]
            ),
        ),
    ]
