from django.db import migrations

# How many employees there are, by their last day (infinity: none is known). Kept by the database itself, so
# that no road of writing can forget it; see decision 0020. Statement triggers: an import counts once.
TABLE = """
CREATE TABLE identity_headcount (until date PRIMARY KEY, people integer NOT NULL);
INSERT INTO identity_headcount
SELECT coalesce(until, 'infinity'), count(*) FROM identity_account
 WHERE is_active AND kind = 'employee' GROUP BY 1;
"""
COUNT = """
CREATE FUNCTION identity_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO identity_headcount AS h (until, people)
    SELECT d.until, d.people FROM (
        SELECT coalesce(r.until, 'infinity') AS until, sum(r.sign) AS people FROM (
            {rows}) r (until, sign) GROUP BY 1) d
     WHERE d.people <> 0 ORDER BY d.until
    ON CONFLICT (until) DO UPDATE SET people = h.people + excluded.people;
    RETURN NULL;
END $$
"""
NEW = "SELECT until, 1 FROM new_rows WHERE is_active AND kind = 'employee'"
OLD = "SELECT until, -1 FROM old_rows WHERE is_active AND kind = 'employee'"
# A trigger names only the rows it has, so each kind of change has a function of its own.
CHANGES = {
    "insert": (NEW, "NEW TABLE AS new_rows"),
    "update": (f"{NEW} UNION ALL {OLD}", "NEW TABLE AS new_rows OLD TABLE AS old_rows"),
    "delete": (OLD, "OLD TABLE AS old_rows"),
}


def forward(change: str) -> str:
    rows, named = CHANGES[change]
    name = f"identity_count_{change}"
    return (
        COUNT.replace("identity_count()", f"{name}()").replace("{rows}", rows)
        + f"; CREATE TRIGGER {name} AFTER {change.upper()} ON identity_account REFERENCING {named}"
        + f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def backward(change: str) -> str:
    name = f"identity_count_{change}"
    return f"DROP TRIGGER {name} ON identity_account; DROP FUNCTION {name}()"


class Migration(migrations.Migration):
    dependencies = [("identity", "0004_counting")]
    operations = [
        migrations.RunSQL(TABLE, "DROP TABLE identity_headcount"),
        *[migrations.RunSQL(forward(change), backward(change)) for change in CHANGES],
    ]
