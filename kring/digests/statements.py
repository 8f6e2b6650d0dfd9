"""The statements that find what people have not seen; each is about many readers at once."""

from kring.digests.rules import MOST, OWN, WIDE
from kring.groups.access import EVERYONE, held_sql, readable_by_held_sql
from kring.notifications.models import Road
from kring.notifications.rules import DEFAULT_ROADS
from kring.timelines.models import Setting, Why
from kring.timelines.queries.statements import DIAL, MANY

# Everybody of one round who was not dealt with yet, and from when each has to be told. What could not be
# sent is told again with the next; what may have been sent is not.
READERS = """
SELECT a.id, CASE
         WHEN EXISTS (SELECT 1 FROM infra_mail m
                       WHERE m.key = 'digest.' || replace(a.id::text, '-', '') || '.' || d.slot::text
                         AND m.state IN ('waiting', 'claimed', 'failed')) THEN d.since
         WHEN c.changed_at >= %(since)s THEN greatest(d.upto, c.since)
         ELSE greatest(d.upto, %(since)s) END
  FROM identity_account a
  LEFT JOIN digests_digestchoice c ON c.account_id = a.id
  LEFT JOIN digests_digest d ON d.account_id = a.id
 WHERE {who} AND a.is_active AND a.email IS NOT NULL AND (d.slot IS NULL OR d.slot < %(slot)s)
 ORDER BY a.id LIMIT %(limit)s
"""
OF_ROUND = """
a.id > %(after)s AND coalesce(c.rhythm, %(usual)s) = %(rhythm)s
 AND coalesce(c.hour, %(usual_hour)s) = %(hour)s
 AND (%(rhythm)s <> 'weekly' OR coalesce(c.weekday, %(usual_weekday)s) = %(weekday)s)
"""
# The readers, what they hold, and from when and up to when each is told. What a digest told counts only if
# it left before `before`: so the page behind it shows what it counted.
WHO = f"""
reader AS MATERIALIZED (
    SELECT r.id, r.since, r.upto, held.tokens, a.at AS all_read
      FROM unnest(%(ids)s::uuid[], %(since)s::timestamptz[], %(upto)s::timestamptz[]) AS r (id, since, upto)
     CROSS JOIN LATERAL (SELECT {held_sql("r.id")} AS tokens) held
      LEFT JOIN discussion_allread a ON a.account_id = r.id
)
"""  # noqa: S608 - made of constants only
# Up to where one reader knows a thread, over whatever road.
KNOWN = """
SELECT greatest(r.since, r.all_read,
    (SELECT seen.upto FROM discussion_threadread seen WHERE seen.account_id = r.id AND seen.thread_id = t.id),
    (SELECT max(told.upto) FROM notifications_told told
      WHERE told.account_id = r.id AND told.thread_id = t.id
        AND (told.road <> 'digest' OR told.upto < %(before)s))) AS upto
"""
FOR_READER = f"""
    t.state = 'published' AND {readable_by_held_sql("t.audience_id", "r.tokens")}
    AND NOT EXISTS (SELECT 1 FROM discussion_threadfollow f
                     WHERE f.thread_id = t.id AND f.account_id = r.id AND f.muted)
"""  # noqa: S608 - made of constants only
BY_OTHERS = """
    c.thread_id = t.id AND c.state = 'published' AND c.author_id <> r.id AND c.created_at > known.upto
"""
# What the dial says of a thread from a stream, for one of many readers at the end of the window. What is for
# the digest only is told as what somebody chose.
SETTING = DIAL.replace("%(me)s", "r.id").replace("%(now)s", "r.upto")
# A thread is news where it began or was shared; in its own stream also because others said more.
NEWS = f"""
  FROM timelines_subscription s
 CROSS JOIN LATERAL (
       SELECT e.thread_id, e.act FROM timelines_streamentry e
        WHERE e.stream = s.stream AND e.act > r.since AND e.act <= r.upto
        ORDER BY e.act DESC, e.thread_id DESC LIMIT {MOST}) e
  JOIN discussion_thread t ON t.id = e.thread_id
 CROSS JOIN LATERAL ({KNOWN}) known
 CROSS JOIN LATERAL (SELECT {SETTING} AS setting) dial
 WHERE s.account_id = r.id AND e.act > known.upto
   AND (t.author_id <> r.id AND (s.stream <> t.id OR t.created_at > known.upto)
        OR s.stream = t.id AND EXISTS (SELECT 1 FROM discussion_comment c WHERE {BY_OTHERS}))
   AND (s.until IS NULL OR s.until > r.upto)
   AND (dial.setting IS NULL OR dial.setting = {Setting.MORE} OR dial.setting = {Setting.DIGEST}
        OR dial.setting = {Setting.LESS} AND t.comment_count + t.answer_count >= {MANY})
   AND {FOR_READER}
"""  # noqa: S608 - made of constants only
# What asked for somebody's own attention and was not read, if the reader wants to hear of that by digest.
USUAL = ", ".join(f"'{reason.value}'" for reason, roads in DEFAULT_ROADS.items() if Road.DIGEST in roads)
WISHED = f"""
    coalesce((SELECT wish."on" FROM notifications_choice wish
               WHERE wish.account_id = r.id AND wish.reason = n.reason AND wish.road = '{Road.DIGEST.value}'),
             n.reason IN ({USUAL}))
"""  # noqa: S608 - made of constants only
ASKED = f"""
  FROM notifications_notice n
  JOIN discussion_thread t ON t.id = n.thread_id
  LEFT JOIN discussion_comment about ON about.id = n.comment_id
 CROSS JOIN LATERAL ({KNOWN}) known
 WHERE n.account_id = r.id AND n.read_at IS NULL AND n.at > known.upto AND n.at <= r.upto
   AND (n.count > 1 OR about.state IS NULL OR about.state = 'published')
   AND {WISHED} AND {FOR_READER}
"""
HAVE_NEWS = f"""
WITH {WHO}
SELECT r.id, r.since FROM reader r
 WHERE EXISTS (SELECT 1 {ASKED}) OR EXISTS (SELECT 1 {NEWS})
"""  # noqa: S608 - made of constants only
# All that somebody has not seen, what was chosen first, then newest first, to a hundred.
UNSEEN = f"""
SELECT met.thread_id, met.is_own, met.act, met.known,
       row_number() OVER (PARTITION BY met.is_own ORDER BY met.act DESC, met.thread_id DESC) AS place,
       count(*) OVER () AS total
  FROM (SELECT one.thread_id, bool_or(one.is_own) AS is_own, max(one.act) AS act, max(one.known) AS known
          FROM (SELECT t.id AS thread_id, true AS is_own, n.at AS act, known.upto AS known {ASKED}
                UNION ALL
                SELECT t.id, s.why <= {Why.GROUP} OR coalesce(dial.setting = {Setting.DIGEST}, false), e.act,
                       known.upto {NEWS}) one
         GROUP BY one.thread_id
         ORDER BY 2 DESC, 3 DESC, 1 DESC LIMIT {MOST}) met
"""  # noqa: S608 - made of constants only
# With `whole` everything that was found, otherwise as much as a mail holds.
CONTENTS = f"""
WITH {WHO}
SELECT r.id, u.total, u.is_own, u.act, t.id, t.kind, t.title, t.excerpt, author.name, g.name,
       {readable_by_held_sql("t.audience_id", f"ARRAY['{EVERYONE}']::varchar[]")} OR g.mail_text,
       g.kind,
       EXISTS (SELECT 1 FROM discussion_acceptedanswer x WHERE x.thread_id = t.id),
       said.count, said.excerpt, said.name
  FROM reader r
 CROSS JOIN LATERAL ({UNSEEN}) u
  JOIN discussion_thread t ON t.id = u.thread_id
  JOIN identity_account author ON author.id = t.author_id
  LEFT JOIN groups_group g ON g.id = t.group_id
 CROSS JOIN LATERAL (SELECT u.known AS upto) known
  LEFT JOIN LATERAL (
       SELECT count(*) OVER () AS count, c.excerpt, by.name
         FROM discussion_comment c JOIN identity_account by ON by.id = c.author_id
        WHERE {BY_OTHERS} ORDER BY c.created_at DESC, c.id DESC LIMIT 1) said ON true
 WHERE %(whole)s OR u.place <= CASE WHEN u.is_own THEN {OWN} ELSE {WIDE} END
 ORDER BY r.id, u.is_own DESC, u.act DESC, t.id DESC
"""  # noqa: S608 - made of constants only
# The newest digest of each, made only if its day is later than that of the one before.
BEGIN = """
INSERT INTO digests_digest AS d (account_id, slot, since, upto)
SELECT w.id, %(slot)s, w.since, %(upto)s
  FROM unnest(%(ids)s::uuid[], %(since)s::timestamptz[]) AS w (id, since)
 ORDER BY w.id
ON CONFLICT (account_id) DO UPDATE
   SET slot = excluded.slot, since = excluded.since, upto = excluded.upto, sent_at = NULL
 WHERE d.slot < excluded.slot
RETURNING d.account_id
"""
