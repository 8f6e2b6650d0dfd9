"""The organisation that `kring bench` makes: filled by the database, and no different from a real one."""

import pytest

from kring.config.bench.seed import seed
from kring.config.bench.sizes import Sizes
from kring.discussion.models import Comment, Thread
from kring.groups.access import account_who_looks, viewer_for
from kring.identity.models import Account
from kring.search.actions import index_comment, index_thread, rebuild_names
from kring.search.models import Naming, Passage
from kring.timelines.actions import place_threads
from kring.timelines.models import StreamEntry
from kring.timelines.queries import Lane, page

SIZES = Sizes.of(people=60, items=400)


@pytest.fixture
def seeded(committed):
    seed(SIZES, lambda _done, _total: None)
    rebuild_names()


def test_it_is_as_large_as_asked_and_what_actions_would_have_made(seeded):
    assert (Account.objects.count(), Thread.objects.count(), Comment.objects.count()) == (60, 100, 300)
    assert Naming.objects.filter(kind="person").count() == 60
    assert unchanged_by(Passage, lambda: [index_thread(thread_id=pk) for pk in ids(Thread)])
    assert unchanged_by(Passage, lambda: [index_comment(comment_id=pk) for pk in ids(Comment)])
    assert unchanged_by(StreamEntry, lambda: place_threads(thread_ids=ids(Thread)))


def test_people_read_a_full_page(seeded):
    viewer = viewer_for(account_who_looks(Account.objects.order_by("email").values_list("pk", flat=True)[0]))
    assert len(page(viewer, Lane("all")).cards) == 20
    assert page(viewer, Lane("mine")).cards[0].reason is not None


def ids(model):
    return list(model.objects.values_list("pk", flat=True))


def rows(model):
    names = [field.attname for field in model._meta.concrete_fields]
    kept = [name for name in names if model is Passage or name != "id"]
    return sorted(map(str, model.objects.values_list(*kept)))


def unchanged_by(model, act):
    """Whether the rows of a table are as the actions of the product leave them."""
    before = rows(model)
    act()
    return rows(model) == before and bool(before)
