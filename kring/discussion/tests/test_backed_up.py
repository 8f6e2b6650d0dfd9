"""Files come back from a backup, for who may read them and for nobody else."""

import pytest
from django.db import connection, connections, transaction

from kring.discussion.actions.attachments import attach_files
from kring.discussion.files import SIZES, discard
from kring.discussion.models import Attachment
from kring.discussion.tests.make import kept, picture
from kring.infra.backup import Place, backup, restore
from tests.cast import make_cast
from tests.database import cluster

pytestmark = pytest.mark.slow


def answers(client, cast, who, addresses):
    client.force_login(cast.accounts[who])
    found = [client.get(address) for address in addresses]
    return [one.getvalue() if one.status_code == 200 else one.status_code for one in found]


def test_restored_files_have_their_rights_and_their_small_pictures(committed, client, settings, tmp_path):
    settings.FILES = tmp_path / "files"
    cast = make_cast()
    thread = cast.publish("member", "closed")
    ids = [kept(cast, "member", picture(), "kade.png"), kept(cast, "member")]
    with transaction.atomic():
        attach_files(thread_id=thread.pk, comment_id=None, ids=ids, owner=cast.viewer("member"))
    addresses = [f"/attachments/{ids[1]}/", *(f"/attachments/{ids[0]}/{size}/" for size in SIZES)]
    before = answers(client, cast, "owner", addresses)
    place = Place(cluster().dsn(connection.settings_dict["NAME"]), settings.FILES)
    backup(place, tmp_path / "b.kring")
    Attachment.objects.all().delete()
    for pk in ids:
        discard(pk)
    assert answers(client, cast, "owner", addresses) == [404] * 4
    connections.close_all()
    restore(tmp_path / "b.kring", place, replace=True)
    assert before[0] == b"Notulen van de week."
    assert answers(client, cast, "owner", addresses) == before
    assert answers(client, cast, "outsider", addresses) == [404] * 4
