"""Every page of people, groups and topics opens for an employee who may see it."""

import pytest

pytestmark = pytest.mark.django_db

PAGES = [
    "/people/", "/people/?q=tom", "/people/?department=ruimte&place=Gemeentehuis&today=1", "/people/tom.dijkman/",
    "/people/henk.visser/", "/people/me/edit/", "/departments/", "/departments/ruimte/", "/welcome/",
    "/welcome/expertise/", "/welcome/follow/", "/groups/", "/groups/?lane=mine", "/groups/?lane=archive",
    "/groups/new/", "/groups/invitations/", "/groups/groep-open/", "/groups/groep-closed/",
    "/groups/groep-hidden/", "/groups/groep-closed/members/", "/groups/groep-closed/settings/",
    "/groups/groep-closed/door/", "/groups/groep-closed/invitations/?q=b", "/groups/groep-closed/membership/end/",
    "/people/suggestions/?q=to", "/topics/suggestions/?q=a",
]


@pytest.mark.parametrize("path", PAGES)
def test_owner_opens(cast, client, path):
    client.force_login(cast.owner)
    answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()[-3000:]
