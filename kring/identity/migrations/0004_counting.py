from django.db import migrations, models

# Lets "who holds one of these tokens" find the holder of a person's own token.
PERSON = """
CREATE INDEX person_token ON identity_account ((('person:' || id::text)::varchar)) WHERE is_active
"""


class Migration(migrations.Migration):
    dependencies = [("identity", "0003_api_key")]
    operations = [
        migrations.AddIndex(
            model_name="account",
            index=models.Index(
                fields=["kind", "until"], condition=models.Q(("is_active", True)), name="account_here"
            ),
        ),
        migrations.RunSQL(PERSON, "DROP INDEX person_token"),
    ]
