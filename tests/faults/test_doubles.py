"""The same form sent twice at once, from two tabs, and again by the back button: carried out once."""

import threading
import uuid

import pytest

from tests.faults.running import Member, home_with_cast, running_kring

pytestmark = [pytest.mark.faults, pytest.mark.slow]
WRITERS = ("employee", "colleague")
DOUBLES = 100  # for each writer; five times as many pass too, in two minutes
SENT = DOUBLES * len(WRITERS)


def write_twice(port, email, path, answers):
    """Send each form from two tabs at the same moment, and the first of all once more at the end."""
    tabs = [Member(port, email), Member(port, email)]
    tabs[0].sign_in()
    tabs[1].cookies = dict(tabs[0].cookies)
    forms = [{"key": str(uuid.uuid4()), "source": f"Antwoord {n} van {email}"} for n in range(DOUBLES)]
    at_once = threading.Barrier(2)

    def send(tab):
        for form in forms:
            at_once.wait()
            answers.append((form["key"], tab.send(path, **form)))

    both = [threading.Thread(target=send, args=(tab,)) for tab in tabs]
    for one in both:
        one.start()
    for one in both:
        one.join()
    answers.append((forms[0]["key"], tabs[0].send(path, **forms[0])))


def test_forms_sent_twice_make_one_comment_each_and_show_the_first_result():
    with home_with_cast() as home, running_kring(home) as kring:
        asker = Member(kring.port, "owner@waterrijk.example")
        asker.sign_in()
        assert asker.publish(str(uuid.uuid4()), "Wie weet raad?")
        [(thread_id,)] = kring.rows("SELECT id FROM discussion_thread WHERE title = 'Wie weet raad?'")
        path, answers = f"/threads/{thread_id}/comments/", []
        emails = [f"{name}@waterrijk.example" for name in WRITERS]
        writers = [
            threading.Thread(target=write_twice, args=(kring.port, email, path, answers)) for email in emails
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        assert {status for _key, (status, _where) in answers} == {302}
        assert len({where for _key, (_status, where) in answers}) == len(dict(answers)) == SENT
        assert len(set(answers)) == SENT  # both tabs, and the back button, are led to the same comment
        texts = kring.rows("SELECT count(*), count(DISTINCT source) FROM discussion_comment")
        assert texts == [(SENT, SENT)]
