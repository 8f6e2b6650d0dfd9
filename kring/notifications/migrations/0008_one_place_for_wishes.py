import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_TO_CHOICES = """
INSERT INTO notifications_choice (account_id, reason, road, "on")
SELECT account_id, reason, 'mail', false FROM notifications_mailstop
ON CONFLICT DO NOTHING
"""
_TO_STOPS = """
INSERT INTO notifications_mailstop (account_id, reason, at)
SELECT account_id, reason, now() FROM notifications_choice WHERE road = 'mail' AND NOT "on"
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0007_wishes"),
    ]

    operations = [
        migrations.RunSQL(_TO_CHOICES, _TO_STOPS),
        migrations.DeleteModel(name="MailStop"),
    ]
