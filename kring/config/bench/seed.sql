-- A seeded organisation made by the database itself: the same for the same sizes. Work is unevenly spread: the
-- k-th group, topic or writer comes about once in k times. The table `bench_sentence` holds what people write.
-- Values with a percent sign are filled in by seed.py.
CREATE FUNCTION pg_temp.start() RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
SELECT timestamptz '2023-11-01 08:00+01' $$;

CREATE FUNCTION pg_temp.key(kind text, n bigint, at timestamptz DEFAULT pg_temp.start()) RETURNS uuid
LANGUAGE sql IMMUTABLE AS $$
SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(kind || n), 1, 3)
|| '8' || substr(md5(kind || n), 5, 15))::uuid $$;

-- One of `most`, each as often as any other.
CREATE FUNCTION pg_temp.any_of(most bigint, kind text, n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
SELECT 1 + ('x' || substr(md5(kind || n), 1, 8))::bit(32)::bigint %% most $$;

-- One of `most`, the first ones far more often than the last.
CREATE FUNCTION pg_temp.mostly_first(most bigint, kind text, n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
SELECT floor(most ^ (('x' || substr(md5(kind || n), 1, 8))::bit(32)::bigint / 4294967296.0))::bigint $$;

-- The word of a month, as search has it.
CREATE FUNCTION pg_temp.month(at timestamptz) RETURNS tsvector LANGUAGE sql AS $$
SELECT ('''@' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM') || '''')::tsvector $$;

INSERT INTO people_department (id, slug, name, text)
SELECT pg_temp.key('department', n), 'afdeling-' || n, 'Afdeling ' || n, ''
  FROM generate_series(1, greatest(20, %(people)s / 50)) n;

INSERT INTO identity_account (id, password, email, first_name, prefix, last_name, name, sort_key, handle,
       kind, language, mode, is_active, epoch, joined_at)
SELECT pg_temp.key('person', n), '!', 'p' || n || '@bench.example', 'Noor', '', 'Nummer' || n,
       'Noor Nummer' || n, 'nummer' || n || ' noor', 'noor.nummer' || n, 'employee', 'nl', '', true, 0,
       pg_temp.start()
  FROM generate_series(1, %(people)s) n;

-- What the database counts itself; no trigger works while rows come in.
INSERT INTO identity_headcount (until, people)
SELECT 'infinity', count(*) FROM identity_account WHERE is_active AND kind = 'employee';

INSERT INTO people_profile (account_id, face, function, department_id, about, private_about, phone, days,
       languages, onboarded_at)
SELECT pg_temp.key('person', n), 'f' || lpad((1 + n %% 24)::text, 2, '0'), 'Adviseur',
       pg_temp.key('department', pg_temp.mostly_first(greatest(20, %(people)s / 50), 'works', n)), '', '', '', '', '',
       pg_temp.start()
  FROM generate_series(1, %(people)s) n;

INSERT INTO topics_topic (id, slug, name, text, created_at, is_public)
SELECT pg_temp.key('topic', n), 'onderwerp-' || n, 'onderwerp-' || n, '', pg_temp.start(), true
  FROM generate_series(1, %(topics)s) n;

INSERT INTO groups_group (id, slug, name, purpose, welcome, kind, member_count, guest_count, created_at,
       mail_text)
SELECT pg_temp.key('group', n), 'groep-' || n, 'Groep ' || n, '', '',
       CASE WHEN n %% 5 = 0 THEN 'closed' ELSE 'open' END, 0, 0, pg_temp.start(), false
  FROM generate_series(1, %(groups)s) n;

INSERT INTO groups_audience (id, tokens, group_id)
SELECT gen_random_uuid(), CASE WHEN kind = 'closed' THEN ARRAY['group:' || id]
       ELSE ARRAY['everyone', 'group:' || id] END, id FROM groups_group;

INSERT INTO groups_membership (group_id, account_id, state, is_owner, at)
SELECT DISTINCT pg_temp.key('group', pg_temp.mostly_first(%(groups)s, 'joins', p * 10 + k)),
       pg_temp.key('person', p), 'member', false, pg_temp.start()
  FROM generate_series(1, %(people)s) p, generate_series(1, 5) k;

UPDATE groups_group g SET member_count = m.count
  FROM (SELECT group_id, count(*) FROM groups_membership GROUP BY 1) m WHERE m.group_id = g.id;

CREATE TEMP TABLE plan AS
SELECT n, at, pg_temp.key('thread', n, at) AS id, pg_temp.mostly_first(%(topics)s, 'about', n) AS topic,
       pg_temp.any_of(%(sentences)s, 'title', n) AS title, pg_temp.any_of(%(sentences)s, 'one', n) AS one,
       pg_temp.any_of(%(sentences)s, 'two', n) AS two
  FROM (SELECT n, pg_temp.start() + n * interval '3 years' / %(threads)s AS at
          FROM generate_series(1, %(threads)s) n) t;

INSERT INTO discussion_thread (id, kind, title, source, html, excerpt, state, created_at, act, reactions,
       support, credit, version, comment_count, answer_count, author_id, audience_id, group_id)
SELECT plan.id, CASE WHEN plan.n %% 2 = 0 THEN 'question' ELSE 'message' END, left(title.text, 140),
       body.text, '<p>' || body.text || '</p>', left(body.text, 200), 'published', at, at, '{"thanks": 3}', 0, '',
       1, 0, 0, pg_temp.key('person', pg_temp.mostly_first(%(people)s, 'starts', plan.n)),
       coalesce(a.id, %(everyone)s), a.group_id
  FROM plan JOIN bench_sentence title ON title.n = plan.title
  JOIN bench_sentence one ON one.n = plan.one JOIN bench_sentence two ON two.n = plan.two
 CROSS JOIN LATERAL (SELECT one.text || '. ' || two.text || '.' AS text) body
  LEFT JOIN groups_audience a ON plan.n %% 10 < 7
       AND a.group_id = pg_temp.key('group', pg_temp.mostly_first(%(groups)s, 'where', plan.n));

INSERT INTO posts_question (thread_id, state, wanted)
SELECT id, 'open', 2 FROM discussion_thread WHERE kind = 'question';

INSERT INTO discussion_threadtopic (thread_id, topic_id) SELECT id, pg_temp.key('topic', topic) FROM plan;

CREATE TEMP TABLE said AS
SELECT k, plan.id AS thread, pg_temp.key('comment', k, plan.at) AS id, plan.at + interval '1 hour' AS at,
       pg_temp.any_of(%(sentences)s, 'says', k) AS one
  FROM generate_series(1, %(comments)s) k JOIN plan ON plan.n = 1 + k %% %(threads)s;

INSERT INTO discussion_comment (id, source, html, excerpt, state, created_at, reactions, support, credit,
       kind, author_id, thread_id)
SELECT said.id, one.text, '<p>' || one.text || '</p>', one.text, 'published', said.at, '{}', 0, '', 'comment',
       pg_temp.key('person', pg_temp.mostly_first(%(people)s, 'writes', k)), thread
  FROM said JOIN bench_sentence one ON one.n = said.one;

UPDATE discussion_thread t SET comment_count = c.count FROM
(SELECT thread_id, count(*) FROM discussion_comment GROUP BY 1) c WHERE c.thread_id = t.id;

INSERT INTO search_passage (id, thread_id, comment_id, accepted, words, text, at)
SELECT t.id, t.id, NULL::uuid, false,
       setweight(title.words, 'A') || setweight(topic.words, 'B') || setweight(one.words, 'C')
       || setweight(two.words, 'C') || pg_temp.month(plan.at), t.source, plan.at
  FROM plan JOIN discussion_thread t ON t.id = plan.id
  JOIN bench_sentence title ON title.n = plan.title
  JOIN bench_sentence one ON one.n = plan.one JOIN bench_sentence two ON two.n = plan.two
  JOIN bench_topic topic ON topic.n = plan.topic
UNION ALL
SELECT said.id, thread, said.id, false, one.words || pg_temp.month(said.at), one.text, said.at
  FROM said JOIN bench_sentence one ON one.n = said.one;

INSERT INTO timelines_streamentry (thread_id, act, stream, shared)
SELECT t.id, CASE WHEN s.stream = t.id THEN t.act ELSE t.created_at END, s.stream, false
  FROM discussion_thread t
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
