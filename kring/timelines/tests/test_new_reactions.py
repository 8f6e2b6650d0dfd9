"""The line that bundles what was said in a conversation: "2 new reactions"."""

from datetime import timedelta

import pytest

from kring.discussion.actions.comments import write_comment
from kring.discussion.actions.reading import mark_everything_read, read_thread
from kring.kit.clock import utcnow
from kring.timelines.actions import open_timeline
from kring.timelines.queries import Lane, page

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def answer(cast, thread, role="owner"):
    written = {"source": "Zo kan het.", "kind": "answer", "writer": cast.viewer(role)}
    write_comment(thread_id=thread.pk, now=cast.now, **written)


def fresh(cast, role="employee"):
    [card] = page(cast.viewer(role), Lane("all")).cards
    return card.fresh


@pytest.fixture
def asked(cast):
    """A question with two answers, placed while the reader was away."""
    cast.now = utcnow() - 10 * HOUR
    thread = cast.publish("colleague", title="Wie weet dit?")
    open_timeline(reader=cast.viewer("employee"), now=cast.now + HOUR)
    cast.now += 2 * HOUR
    answer(cast, thread)
    answer(cast, thread, "member")
    return thread


def test_it_counts_what_was_said_since_the_last_visit(cast, asked):
    assert fresh(cast) == 2
    open_timeline(reader=cast.viewer("employee"), now=utcnow())
    assert fresh(cast) == 2  # still the same visit


def test_opening_the_conversation_reads_it(cast, asked):
    read_thread(reader=cast.viewer("employee"), thread_id=asked.pk, now=cast.now)
    assert fresh(cast) == 0
    cast.now += HOUR
    answer(cast, asked)
    assert fresh(cast) == 1


def test_ones_own_words_do_not_count(cast, asked):
    assert fresh(cast, "owner") == 0  # who wrote had read what stood there


def test_everything_read_is_read(cast, asked):
    mark_everything_read(reader=cast.viewer("employee"), until=cast.now)
    assert fresh(cast) == 0
