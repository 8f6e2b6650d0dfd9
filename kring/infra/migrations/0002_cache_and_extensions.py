from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

# Django's database cache table, as `createcachetable` makes it.
CACHE = """
CREATE TABLE infra_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX infra_cache_expires ON infra_cache (expires)
"""


class Migration(migrations.Migration):
    dependencies = [("infra", "0001_initial")]
    operations = [
        TrigramExtension(),
        migrations.RunSQL(CACHE, "DROP TABLE infra_cache"),
    ]
