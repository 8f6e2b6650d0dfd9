from django.db import migrations

# A thread stands where it began; in its own stream at its last activity.
FORWARD = """
UPDATE timelines_streamentry e SET act = t.created_at FROM discussion_thread t
 WHERE t.id = e.thread_id AND e.stream <> t.id AND NOT e.shared AND e.act <> t.created_at;
UPDATE timelines_streamentry e SET act = r.at FROM posts_reference r
 WHERE r.thread_id = e.thread_id AND r.group_id = e.stream AND e.shared AND e.act <> r.at;
"""
BACKWARD = """
UPDATE timelines_streamentry e SET act = greatest(t.act, CASE WHEN e.shared THEN e.act END)
  FROM discussion_thread t WHERE t.id = e.thread_id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("timelines", "0002_shared"),
        ("discussion", "0007_begun"),
        ("posts", "0007_references"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
