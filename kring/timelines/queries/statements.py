"""The statements that find what stands in a lane; measured on 2 million items."""

from kring.groups.access import readable_sql
from kring.timelines.models import ANY_STREAM, Setting, Why

MANY = 3  # so many reactions in words make a conversation one that also comes by when the dial says less
WITH_WORDS = "(SELECT *, comment_count + answer_count AS words FROM discussion_thread)"

# Where the reader meets one thread, and the strongest reason: where it began, or higher where it was shared
# to a group of the reader's, or at its last activity for who wrote in it, follows it or is named in it. A
# stream whose dial says no gives none: the dial of that stream first, then, unless one follows it or is
# named in it, that of its writer and of its kind; of these the one for this kind first.
LISTENS = "s.account_id = %(me)s AND (s.until IS NULL OR s.until > %(now)s)"
DIAL = f"""(
    SELECT d.setting FROM timelines_dial d
     WHERE d.account_id = %(me)s AND d.kind IN (t.kind, '') AND (d.until IS NULL OR d.until > %(now)s)
       AND (d.stream = s.stream OR (s.why > {Why.THREAD} AND d.stream IN (t.author_id, '{ANY_STREAM}')))
     ORDER BY d.stream = s.stream DESC, d.stream = t.author_id DESC, d.kind DESC LIMIT 1)"""  # noqa: S608 - made of constants only
WANTED = f"""(NOT EXISTS (SELECT 1 FROM timelines_dial mine WHERE mine.account_id = %(me)s)
    OR CASE {DIAL} WHEN {Setting.LESS} THEN t.words >= {MANY}
                   WHEN {Setting.DIGEST} THEN false WHEN {Setting.NOT} THEN false ELSE true END)"""  # noqa: S608 - made of constants only
# Of a group that is muted nothing comes by, but for what the reader follows or is named in.
HEARD_GROUP = f"""(s.why <= {Why.THREAD}
    OR NOT EXISTS (SELECT 1 FROM groups_groupmute mine WHERE mine.account_id = %(me)s)
    OR NOT EXISTS (SELECT 1 FROM groups_groupmute m WHERE m.account_id = %(me)s
                      AND (m.group_id = s.stream OR (m.group_id = t.group_id AND NOT e.shared))))"""  # noqa: S608 - made of constants only
REASON = f"""
    SELECT s.why, s.stream, e.act
      FROM timelines_streamentry e
      JOIN timelines_subscription s ON s.stream = e.stream AND {LISTENS}
     WHERE e.thread_id = t.id AND {WANTED} AND {HEARD_GROUP}
     ORDER BY e.act DESC, s.why, s.stream LIMIT 1
"""  # noqa: S608 - made of constants only
NOT_MUTED = """
    NOT EXISTS (SELECT 1 FROM discussion_threadfollow f
                 WHERE f.thread_id = t.id AND f.account_id = %(me)s AND f.muted)
"""
IN_MY_GROUPS = """
    AND EXISTS (SELECT 1 FROM timelines_streamentry e
                  JOIN timelines_subscription s ON s.stream = e.stream AND s.account_id = %(me)s
                 WHERE e.thread_id = t.id AND s.why = %(group_why)s)
"""
# Where the conversations of one's groups stand: there, or higher in their own stream.
GROUP_STREAMS = f"AND s.why IN ({Why.GROUP}, {Why.THREAD}, {Why.MENTIONED})"
# Threads that stand higher for this reader than where they began: shared, or come back.
LIFTED = f"""
    SELECT DISTINCT t.id, e.act, t.kind, t.audience_id, t.author_id, t.created_at, t.group_id,
           t.comment_count + t.answer_count AS words
      FROM timelines_subscription s
      JOIN timelines_streamentry e ON e.stream = s.stream AND (e.shared OR e.stream = e.thread_id)
      JOIN discussion_thread t ON t.id = e.thread_id AND t.state = 'published' AND e.act > t.created_at
     WHERE {LISTENS}
"""  # noqa: S608 - made of constants only
SCAN = f"""
WITH recent AS (
    SELECT id, created_at AS act, kind, audience_id, author_id, created_at, group_id,
           comment_count + answer_count AS words
      FROM discussion_thread
     WHERE state = 'published' AND (created_at, id) < (%(act)s, %(id)s)
     ORDER BY created_at DESC, id DESC LIMIT {{scan}}
), upto AS (
    SELECT act, id FROM recent ORDER BY act, id LIMIT 1
), scanned AS (
    SELECT CASE WHEN count(*) < {{scan}} THEN '-infinity' ELSE (SELECT act FROM upto) END AS act,
           CASE WHEN count(*) < {{scan}} THEN '{ANY_STREAM}' ELSE (SELECT id FROM upto) END AS id
      FROM recent
), near AS (
    SELECT * FROM recent
    UNION ALL ({LIFTED} AND (e.act, e.thread_id) < (%(act)s, %(id)s)
               AND (e.act, e.thread_id) >= ((SELECT act FROM scanned), (SELECT id FROM scanned)))
)
SELECT f.id, f.act, f.why, f.stream, NULLIF(scanned.act, '-infinity'), scanned.id
  FROM scanned LEFT JOIN (
       SELECT t.id, t.act, w.why, w.stream FROM near t CROSS JOIN LATERAL ({REASON}) w
        WHERE w.act = t.act AND {readable_sql("t.audience_id")} AND {NOT_MUTED} {{only}}
        ORDER BY t.act DESC, t.id DESC LIMIT {{limit}}) f ON true
 ORDER BY f.act DESC, f.id DESC
"""  # noqa: S608 - made of constants only
# The streams that begin newest, and of each the newest that count for this reader; nothing is told from where
# the first stream begins that was not looked into.
MERGE = f"""
WITH heads AS (
    SELECT s.stream, h.act FROM timelines_subscription s CROSS JOIN LATERAL (
        SELECT act FROM timelines_streamentry e
         WHERE e.stream = s.stream AND (e.act, e.thread_id) < (%(act)s, %(id)s)
         ORDER BY act DESC, thread_id DESC LIMIT 1) h
     WHERE {LISTENS} {{streams}}
     ORDER BY h.act DESC LIMIT {{heads}} + 1
), upto AS (
    SELECT CASE WHEN count(*) > {{heads}} THEN min(act) ELSE '-infinity' END AS act FROM heads
), entries AS (
    SELECT DISTINCT n.* FROM heads CROSS JOIN LATERAL (
        SELECT t.id, e.act, w.why, w.stream
          FROM timelines_streamentry e
          JOIN {WITH_WORDS} t ON t.id = e.thread_id AND t.state = 'published'
         CROSS JOIN LATERAL ({REASON}) w
         WHERE e.stream = heads.stream AND (e.act, e.thread_id) < (%(act)s, %(id)s)
           AND e.act > (SELECT act FROM upto)
           AND w.act = e.act AND {readable_sql("t.audience_id")} AND {NOT_MUTED} {{only}}
         ORDER BY e.act DESC, e.thread_id DESC LIMIT {{limit}}) n
)
SELECT e.id, e.act, e.why, e.stream, NULLIF(upto.act, '-infinity'), NULL
  FROM upto LEFT JOIN entries e ON true ORDER BY e.act DESC, e.id DESC LIMIT {{limit}}
"""  # noqa: S608 - made of constants only
PLAIN = f"""
SELECT t.id, {{act}}, NULL, NULL, NULL, NULL FROM discussion_thread t
 {{join}}
 WHERE t.state = 'published' AND ({{act}}, t.id) < (%(act)s, %(id)s)
   AND {readable_sql("t.audience_id")} {{only}}
 ORDER BY 2 DESC, 1 DESC LIMIT {{limit}}
"""  # noqa: S608 - made of constants only
# The same among a bounded number of conversations only, for filters that may find little in much.
NARROWED = f"""
WITH recent AS (
    SELECT id, act, kind, audience_id, author_id, created_at, group_id FROM discussion_thread
     WHERE state = 'published' AND (act, id) < (%(act)s, %(id)s)
     ORDER BY act DESC, id DESC LIMIT {{scan}}
), upto AS (
    SELECT act, id FROM recent ORDER BY act, id LIMIT 1
)
SELECT f.id, f.act, NULL, NULL, upto.act, upto.id
  FROM (SELECT count(*) >= {{scan}} AS more FROM recent) seen
  LEFT JOIN upto ON seen.more
  LEFT JOIN (SELECT t.id, t.act FROM recent t
              WHERE {readable_sql("t.audience_id")} {{only}}
              ORDER BY t.act DESC, t.id DESC LIMIT {{limit}}) f ON true
 ORDER BY f.act DESC, f.id DESC
"""  # noqa: S608 - made of constants only
# What was shared to a group stands there among its own, at that moment until more happens in it.
SHARED_ACT = "greatest(t.act, ref.at)"
SHARED_JOIN = "JOIN posts_reference ref ON ref.thread_id = t.id AND ref.group_id = %(group_id)s"
SHARED_HERE = "SELECT 1 FROM posts_reference ref WHERE ref.thread_id = t.id AND ref.group_id = %(group_id)s"
