"""Sign-ins in the database, each knowing its account, so that all of one person can be ended."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from kring.identity.models import Session
from kring.infra.ready import ready_cursor
from kring.kit.clock import utcnow

LOAD = "SELECT session_data FROM identity_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseStore):
    """Django's database store with the account in a column."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        """What the session holds; the same statement as Django's, composed once for all."""
        with ready_cursor() as cursor:
            cursor.execute(LOAD, [self.session_key, utcnow()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        kept: dict[str, Any] = self.decode(row[0])
        return kept

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.account_id = data.get(SESSION_KEY)
        return row
