from django.db import migrations

# "Berg" finds "van den Berg" by a word anywhere in the folded name, also among 100,000 people.
WORDS = """
CREATE INDEX account_name_words ON identity_account USING gin ((' ' || sort_key) gin_trgm_ops)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("identity", "0001_initial"),
        ("infra", "0002_cache_and_extensions"),
    ]
    operations = [migrations.RunSQL(WORDS, "DROP INDEX account_name_words")]
