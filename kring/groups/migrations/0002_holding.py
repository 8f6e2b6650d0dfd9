from django.db import migrations

# Who holds which token. Each branch says "is active": whoever left or is past the last day holds none.
HOLDING = """
CREATE VIEW groups_holding AS
SELECT a.id AS account_id, 'everyone'::varchar AS token
  FROM identity_account a
 WHERE a.is_active AND a.kind = 'employee' AND (a.until IS NULL OR a.until >= current_date)
UNION ALL
SELECT a.id, ('person:' || a.id::text)::varchar
  FROM identity_account a
 WHERE a.is_active AND (a.until IS NULL OR a.until >= current_date)
UNION ALL
SELECT m.account_id, ('group:' || m.group_id::text)::varchar
  FROM groups_membership m
  JOIN identity_account a ON a.id = m.account_id
 WHERE m.state = 'member' AND a.is_active AND (a.until IS NULL OR a.until >= current_date)
"""
# Lets "who holds one of these tokens" use an index instead of reading every membership.
INDEX = """
CREATE INDEX membership_token ON groups_membership ((('group:' || group_id::text)::varchar))
WHERE state = 'member'
"""
EVERYONE = """
INSERT INTO groups_audience (id, tokens)
VALUES ('00000000-0000-7000-8000-000000000001', ARRAY['everyone'])
"""


class Migration(migrations.Migration):
    dependencies = [("groups", "0001_initial"), ("identity", "0001_initial")]
    operations = [
        migrations.RunSQL(HOLDING, "DROP VIEW groups_holding"),
        migrations.RunSQL(INDEX, "DROP INDEX membership_token"),
        migrations.RunSQL(
            EVERYONE, "DELETE FROM groups_audience WHERE id = '00000000-0000-7000-8000-000000000001'"
        ),
    ]
