-- A seeded organisation made by the database itself: the same for the same sizes, in seconds.
-- Values with a percent sign are filled in by seed.py.
CREATE FUNCTION pg_temp.key(kind text, n bigint, at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(kind || n), 1, 3)
|| '8' || substr(md5(kind || n), 5, 15))::uuid $$;

INSERT INTO people_department (id, slug, name, text)
SELECT pg_temp.key('department', n, timestamptz '2026-01-05 08:00+01'), 'afdeling-' || n, 'Afdeling ' || n, ''
  FROM generate_series(1, 20) n;

INSERT INTO identity_account (id, password, email, first_name, prefix, last_name, name, sort_key, handle,
       kind, language, mode, is_active, epoch, joined_at)
SELECT pg_temp.key('person', n, timestamptz '2026-01-05 08:00+01'), '!', 'p' || n || '@bench.example', 'Noor', '', 'Nummer' || n,
       'Noor Nummer' || n, 'nummer' || n || ' noor', 'noor.nummer' || n, 'employee', 'nl', '', true, 0,
       timestamptz '2026-01-05 08:00+01'
  FROM generate_series(1, %(people)s) n;

INSERT INTO people_profile (account_id, face, function, department_id, about, private_about, phone, days,
       languages, onboarded_at)
SELECT pg_temp.key('person', n, timestamptz '2026-01-05 08:00+01'), 'f' || lpad((1 + n %% 24)::text, 2, '0'), 'Adviseur',
       pg_temp.key('department', 1 + n %% 20, timestamptz '2026-01-05 08:00+01'), '', '', '', '', '', timestamptz '2026-01-05 08:00+01'
  FROM generate_series(1, %(people)s) n;

INSERT INTO topics_topic (id, slug, name, text, created_at, is_public)
SELECT pg_temp.key('topic', n, timestamptz '2026-01-05 08:00+01'), 'onderwerp-' || n, 'onderwerp-' || n, '', timestamptz '2026-01-05 08:00+01', true
  FROM generate_series(1, 80) n;

INSERT INTO groups_group (id, slug, name, purpose, welcome, kind, member_count, guest_count, created_at)
SELECT pg_temp.key('group', n, timestamptz '2026-01-05 08:00+01'), 'groep-' || n, 'Groep ' || n, '', '',
       CASE WHEN n %% 5 = 0 THEN 'closed' ELSE 'open' END, 0, 0, timestamptz '2026-01-05 08:00+01'
  FROM generate_series(1, %(groups)s) n;

INSERT INTO groups_audience (id, tokens, group_id)
SELECT gen_random_uuid(), CASE WHEN kind = 'closed' THEN ARRAY['group:' || id]
       ELSE ARRAY['everyone', 'group:' || id] END, id FROM groups_group;

INSERT INTO groups_membership (group_id, account_id, state, is_owner, at)
SELECT DISTINCT pg_temp.key('group', 1 + (p * k * 7) %% %(groups)s, timestamptz '2026-01-05 08:00+01'),
       pg_temp.key('person', p, timestamptz '2026-01-05 08:00+01'), 'member', false, timestamptz '2026-01-05 08:00+01'
  FROM generate_series(1, %(people)s) p, generate_series(1, 5) k;

INSERT INTO discussion_thread (id, kind, title, source, html, excerpt, state, created_at, act, reactions,
       support, credit, version, comment_count, answer_count, author_id, audience_id, group_id)
SELECT pg_temp.key('thread', n, at), CASE WHEN n %% 2 = 0 THEN 'question' ELSE 'message' END,
       'Vraag of bericht nummer ' || n, 'Wie weet hoe dit bij ons geregeld is, en met wie kan ik het beste overleggen voordat ik begin? Ik zoek vooral iemand die dit vorig jaar al eens heeft gedaan.', '<p>Wie weet hoe dit bij ons geregeld is, en met wie kan ik het beste overleggen voordat ik begin? Ik zoek vooral iemand die dit vorig jaar al eens heeft gedaan.</p>', 'Wie weet hoe dit bij ons geregeld is, en met wie kan ik het beste overleggen voordat ik begin? Ik zoek vooral iemand die dit vorig jaar al eens heeft gedaan.', 'published', at, at,
       '{"thanks": 3}', 0, '', 1, 0, 0, pg_temp.key('person', 1 + (n * 13) %% %(people)s, timestamptz '2026-01-05 08:00+01'),
       coalesce(a.id, %(everyone)s), a.group_id
  FROM (SELECT n, timestamptz '2026-01-05 08:00+01' + n * interval '10 minutes' AS at FROM generate_series(1, %(threads)s) n) t
  LEFT JOIN groups_audience a ON n %% 10 < 7
       AND a.group_id = pg_temp.key('group', 1 + n %% %(groups)s, timestamptz '2026-01-05 08:00+01');

INSERT INTO posts_question (thread_id, state, wanted)
SELECT id, 'open', 2 FROM discussion_thread WHERE kind = 'question';

INSERT INTO discussion_threadtopic (thread_id, topic_id)
SELECT id, pg_temp.key('topic', 1 + abs(hashtext(id::text)) %% 80, timestamptz '2026-01-05 08:00+01') FROM discussion_thread;

INSERT INTO discussion_comment (id, source, html, excerpt, state, created_at, reactions, support, credit,
       kind, author_id, thread_id)
SELECT pg_temp.key('comment', n, t.at + n * interval '1 second'), 'Wie weet hoe dit bij ons geregeld is, en met wie kan ik het beste overleggen voordat ik begin? Ik zoek vooral iemand die dit vorig jaar al eens heeft gedaan.', '<p>Wie weet hoe dit bij ons geregeld is, en met wie kan ik het beste overleggen voordat ik begin? Ik zoek vooral iemand die dit vorig jaar al eens heeft gedaan.</p>', 'Wie weet hoe dit bij ons geregeld is, en met wie kan ik het beste overleggen voordat ik begin? Ik zoek vooral iemand die dit vorig jaar al eens heeft gedaan.',
       'published', t.at + interval '1 hour', '{}', 0, '', 'comment',
       pg_temp.key('person', 1 + (n * 17) %% %(people)s, timestamptz '2026-01-05 08:00+01'), t.id
  FROM generate_series(1, %(comments)s) n
  JOIN (SELECT id, act AS at, row_number() OVER (ORDER BY id) AS place FROM discussion_thread) t
    ON t.place = 1 + n %% %(threads)s;

UPDATE discussion_thread t SET comment_count = c.count FROM
(SELECT thread_id, count(*) FROM discussion_comment GROUP BY 1) c WHERE c.thread_id = t.id;

INSERT INTO timelines_streamentry (thread_id, act, stream)
SELECT t.id, t.act, s.stream FROM discussion_thread t
  JOIN groups_audience a ON a.id = t.audience_id
  JOIN people_profile p ON p.account_id = t.author_id
  JOIN discussion_threadtopic tt ON tt.thread_id = t.id
 CROSS JOIN LATERAL (VALUES (t.id, true), (t.group_id, true), (t.author_id, 'everyone' = ANY(a.tokens)),
       (tt.topic_id, 'everyone' = ANY(a.tokens)), (p.department_id, 'everyone' = ANY(a.tokens)),
       (%(everyone_stream)s::uuid, t.group_id IS NULL)) s(stream, here)
 WHERE s.here AND s.stream IS NOT NULL;

INSERT INTO timelines_subscription (account_id, stream, why)
SELECT account_id, group_id, %(why_group)s FROM groups_membership
UNION ALL SELECT account_id, department_id, %(why_department)s FROM people_profile
UNION ALL SELECT id, %(everyone_stream)s::uuid, %(why_everyone)s FROM identity_account;

ANALYZE;
