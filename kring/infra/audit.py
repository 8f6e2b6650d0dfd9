"""The audit log: acts with weight, with who did them."""

from datetime import datetime
from uuid import UUID

from kring.infra.models import AuditEntry


def note(*, actor_id: UUID | None, action: str, subject: str, now: datetime, result: str = "done") -> None:
    """Write one line: `action` is a fixed name, `subject` an id or address, never a secret."""
    AuditEntry.objects.create(actor_id=actor_id, action=action, subject=subject[:200], at=now, result=result)
