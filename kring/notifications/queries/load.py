"""How much Kring asks of people's attention."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from kring.identity.models import AccountKind
from kring.identity.rules import may_see_figures
from kring.identity.viewer import Viewer
from kring.infra.models import MailState
from kring.infra.verdict import require
from kring.kit.smallnumber import THRESHOLD

_MAILS = ("notice", "digest")
# A bell is a notice: one conversation with news, however much of it. A push counts once however many devices
# show it, on devices that are still there.
_LOAD = """
WITH entitled AS (SELECT id FROM identity_account WHERE kind = %(kind)s AND is_active),
     told AS (
  SELECT n.account_id FROM notifications_notice n WHERE n.at >= %(since)s AND n.at < %(before)s
  UNION ALL
  SELECT n.account_id
    FROM (SELECT DISTINCT p.notice_id, p.upto FROM notifications_pushed p
           WHERE p.upto >= %(since)s AND p.upto < %(before)s) p
    JOIN notifications_notice n ON n.id = p.notice_id
  UNION ALL
  SELECT m.account_id FROM infra_mail m
   WHERE m.state = %(sent)s AND m.kind = ANY(%(mails)s) AND m.done_at >= %(since)s AND m.done_at < %(before)s)
SELECT count(*), avg(load.n), percentile_cont(0.5) WITHIN GROUP (ORDER BY load.n),
       percentile_disc(0.9) WITHIN GROUP (ORDER BY load.n)
  FROM (SELECT e.id, count(t.account_id) AS n FROM entitled e LEFT JOIN told t ON t.account_id = e.id
         GROUP BY e.id) load
"""


@dataclass(frozen=True)
class NoticeLoad:
    """The metric `notice_load`: bell, push and mail per entitled person over a time."""

    mean: float
    median: float
    p90: float


def notice_load(viewer: Viewer, since: datetime, before: datetime) -> NoticeLoad | None:
    """How much reached each colleague in [since, before), commonly a week; None for too few people.

    Raises Refused.
    """
    require(may_see_figures(viewer))
    values: dict[str, Any] = {
        "kind": AccountKind.EMPLOYEE,
        "since": since,
        "before": before,
        "sent": MailState.SENT,
        "mails": list(_MAILS),
    }
    with connection.cursor() as cursor:
        cursor.execute(_LOAD, values)
        people, mean, median, p90 = cursor.fetchone()
    return None if people < THRESHOLD else NoticeLoad(float(mean), float(median), float(p90))
