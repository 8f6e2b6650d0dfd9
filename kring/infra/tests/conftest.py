"""Which tests an ordinary user can run: those of what root may do need root."""

import os

collect_ignore = [] if os.geteuid() == 0 else ["test_postgres_root.py"]
