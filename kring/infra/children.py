"""Child processes that never outlive us, not even when we are killed."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable
from functools import partial

PR_SET_PDEATHSIG = 1
# Loaded here and not in the child: between fork and exec a child must not take the loader's locks.
LIBRARY = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


def tie(sign: signal.Signals, parent: int) -> None:
    """Have the kernel send this process `sign` when its parent, of that process number, ends.

    On systems that cannot do this nothing happens.
    """
    if LIBRARY is None:
        return
    if LIBRARY.prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    # The parent may have ended between the fork and the wish.
    if os.getppid() != parent:
        os._exit(1)


def tied(sign: signal.Signals) -> Callable[[], None]:
    """What `subprocess` must call in a child before its program, so that it gets `sign` when we end.

    The kernel watches the *thread* that started the child, so start children from the main thread only.
    Changing the user clears the wish; `subprocess` changes it first and makes this call after.
    """
    return partial(tie, sign, os.getpid())
