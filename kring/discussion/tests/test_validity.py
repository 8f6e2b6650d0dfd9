"""A conversation that does not hold any more."""

import pytest

from kring.discussion.actions.validity import Lapse, mark_outdated, mark_valid
from kring.discussion.queries.conversation import conversation
from kring.discussion.rules import Standing, may_mark_outdated
from kring.infra.models import Event
from kring.infra.verdict import Refused, Unseen

pytestmark = pytest.mark.django_db
OLD = Lapse("Er is een nieuwe regel.")


def mark(cast, thread, who, lapse=OLD):
    mark_outdated(thread_id=thread.pk, lapse=lapse, marker=cast.viewer(who), now=cast.later)


def told(cast, thread, who="employee"):
    return conversation(cast.viewer(who), thread.pk).thread.outdated


def test_it_says_why_and_who_until_it_holds_again(cast):
    thread = cast.publish("colleague")
    mark(cast, thread, "colleague", Lapse("Oud.", link="https://intranet.example/regel"))
    mark(cast, thread, "community_manager")
    shown = told(cast, thread)
    assert (shown.reason, shown.by, shown.at) == (OLD.reason, cast.community_manager.name, cast.later)
    assert (shown.link, shown.instead) == ("", None)
    for _again in range(2):
        mark_valid(thread_id=thread.pk, marker=cast.viewer("colleague"), now=cast.later)
    assert told(cast, thread) is None
    assert Event.objects.filter(name__endswith="ThreadHoldsAgain").count() == 1


def test_what_stands_instead_shows_to_its_own_readers_only(cast):
    thread, secret = cast.publish("owner"), cast.publish("owner", "closed", title="De nieuwe regel")
    mark(cast, thread, "owner", Lapse("Oud.", secret.pk))
    assert told(cast, thread, "member").instead == (secret.pk, "De nieuwe regel")
    assert told(cast, thread).instead is None


@pytest.mark.parametrize("who", ["colleague", "outsider"])
def test_nothing_stands_instead_that_the_marker_cannot_read(cast, who):
    thread = cast.publish(who)
    for instead in (cast.publish("owner", "closed").pk, thread.pk):
        with pytest.raises(Unseen):
            mark(cast, thread, who, Lapse("Oud.", instead))
    assert told(cast, thread) is None


@pytest.mark.parametrize(("who", "error"), [("member", Refused), ("outsider", Unseen)])
def test_only_who_takes_care_of_it_says_so(cast, who, error):
    thread = cast.publish("owner", "closed")
    with pytest.raises(error):
        mark(cast, thread, who)
    with pytest.raises(error):
        mark_valid(thread_id=thread.pk, marker=cast.viewer(who), now=cast.later)


def test_an_archived_group_stays_as_it_is(cast):
    asker = cast.viewer("colleague")
    assert may_mark_outdated(asker, Standing(asker.id))
    assert not may_mark_outdated(asker, Standing(asker.id, archived=True))


def fill_in(client, thread, **typed):
    return client.post(f"/threads/{thread.pk}/validity/", {"reason": "Oud.", **typed})


def test_an_address_of_this_kring_becomes_the_conversation_it_leads_to(cast, client):
    thread, other = cast.publish("colleague"), cast.publish("member", title="Zo gaat het nu")
    client.force_login(cast.colleague)
    fill_in(client, thread, link=f"http://testserver/threads/{other.pk}/")
    text = client.get(f"/threads/{thread.pk}/").content.decode()
    assert f'<a href="/threads/{other.pk}/">Zo gaat het nu</a>' in text
    fill_in(client, thread, link="intranet.example/regel")
    assert 'href="https://intranet.example/regel"' in client.get(f"/threads/{thread.pk}/").content.decode()
    client.post(f"/threads/{thread.pk}/validity/end/")
    assert "intranet.example" not in client.get(f"/threads/{thread.pk}/").content.decode()


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "geen adres", "javascript:alert(1)//x", "ftp://a.example/b", "http://"]
)
def test_another_address_is_asked_again_with_the_words_kept(cast, client, link):
    thread = cast.publish("colleague")
    client.force_login(cast.colleague)
    answer = fill_in(client, thread, link=link)
    assert answer.status_code == 422
    assert 'value="Oud."' in answer.content.decode()
    assert told(cast, thread) is None


def test_a_conversation_that_one_cannot_read_is_no_address(cast, client):
    thread, secret = cast.publish("colleague"), cast.publish("owner", "closed")
    client.force_login(cast.colleague)
    for pk in (secret.pk, thread.pk):
        answer = fill_in(client, thread, link=f"http://testserver/threads/{pk}/")
        assert "Dat gesprek kun je niet lezen" in answer.content.decode()
