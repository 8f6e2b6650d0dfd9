"""What is read about imports: the state of a source, its runs, and the audience of its group."""

import hashlib
from uuid import UUID

from django.db import connection

from kring.groups.models import Audience
from kring.transfer.models import ImportRun, RunState


def audience_of_group(group_id: UUID) -> UUID:
    """The audience of what stands in a group."""
    return Audience.objects.values_list("pk", flat=True).get(group=group_id)


def was_cut_off(source: str) -> bool:
    """Whether the last run of a source did not come to its end."""
    last = ImportRun.objects.filter(source=source).order_by("-started_at", "-pk").first()
    return last is not None and last.state != RunState.DONE


# Everything an import wrote, told without our ids: other things by their foreign key, rows as text.
_STATE = """
SELECT e.kind, e.key, e.digest, row_to_json(s)::text
  FROM transfer_externalid e
  LEFT JOIN LATERAL (
        SELECT a.name, a.sort_key, a.handle, a.is_active, a.email, a.joined_at, p.about, NULL AS place,
               NULL::text AS author, NULL::jsonb AS counts
          FROM identity_account a LEFT JOIN people_profile p ON p.account_id = a.id
         WHERE e.kind = 'person' AND a.id = e.object_id
        UNION ALL
        SELECT t.name, t.slug, t.text, t.is_public, NULL, NULL, NULL, NULL, NULL, NULL
          FROM topics_topic t WHERE e.kind = 'topic' AND t.id = e.object_id
        UNION ALL
        SELECT t.title, t.html, t.source, t.state = 'published', t.credit, t.created_at, t.excerpt,
               g.slug, w.key, jsonb_build_object('comments', t.comment_count, 'answers', t.answer_count,
               'support', t.support, 'act', t.act, 'closed', t.closed_at, 'state', q.state,
               'first', q.first_answer_at, 'streams', (SELECT count(*) FROM timelines_streamentry x
                 WHERE x.thread_id = t.id AND x.act IN (t.act, t.created_at)),
               'topics', (SELECT jsonb_agg(k.slug ORDER BY k.slug) FROM discussion_threadtopic tt
                 JOIN topics_topic k ON k.id = tt.topic_id WHERE tt.thread_id = t.id))
          FROM discussion_thread t
          JOIN posts_question q ON q.thread_id = t.id
          JOIN groups_group g ON g.id = t.group_id
          JOIN transfer_externalid w ON w.object_id = t.author_id AND w.source = e.source
         WHERE e.kind = 'question' AND t.id = e.object_id
        UNION ALL
        SELECT c.kind, c.html, c.source, c.state = 'published', c.credit, c.created_at, c.excerpt,
               t.key || ' ' || coalesce(r.key, ''), w.key, jsonb_build_object('support', c.support)
          FROM discussion_comment c
          JOIN transfer_externalid w ON w.object_id = c.author_id AND w.source = e.source
          JOIN transfer_externalid t ON t.object_id = c.thread_id AND t.kind = 'question'
          LEFT JOIN transfer_externalid r ON r.object_id = c.parent_id
         WHERE e.kind IN ('answer', 'comment') AND c.id = e.object_id
        UNION ALL
        SELECT r.key, NULL, NULL, NULL, NULL, a.at, NULL, NULL, w.key, NULL
          FROM discussion_acceptedanswer a
          JOIN transfer_externalid r ON r.object_id = a.comment_id
          JOIN transfer_externalid w ON w.object_id = a.by_id AND w.source = e.source
         WHERE e.kind = 'accepted' AND a.thread_id = e.object_id
       ) s ON true
 WHERE e.source = %(source)s
 ORDER BY e.kind, e.key
"""


def state_hash(source: str) -> str:
    """SHA-256 over all that was taken over from a source: equal states have equal hashes.

    Our own ids and the runs do not count, so two houses can be compared.
    """
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute(_STATE, {"source": source})
        while rows := cursor.fetchmany(500):
            for row in rows:
                digest.update(repr(row).encode())
    return digest.hexdigest()
