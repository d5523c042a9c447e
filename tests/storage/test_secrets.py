"""Unlocking a share while the computer is busy with something else."""

import pyrage
import pytest

from mentordesk.storage.secrets import ATTEMPTS, TooBusy, lock, unlock

WORDS = "Lighthouse keeper 31"
BUSY = "Excessive work parameter for passphrase.\nDecryption would take around 32 seconds."


@pytest.mark.parametrize(("busy", "opens"), [(1, True), (ATTEMPTS - 1, True), (ATTEMPTS, False)])
def test_a_busy_moment_is_waited_out_and_a_busy_computer_is_said(
    monkeypatch: pytest.MonkeyPatch, busy: int, *, opens: bool
) -> None:
    tried: list[bytes] = []

    def decrypt(data: bytes, _words: str) -> bytes:
        tried.append(data)
        if len(tried) <= busy:
            raise pyrage.DecryptError(BUSY)
        return b"programme"

    locked = lock(b"programme", WORDS)
    monkeypatch.setattr(pyrage.passphrase, "decrypt", decrypt)
    if opens:
        assert unlock(locked, WORDS, name="copy") == b"programme"
        assert len(tried) == busy + 1
    else:
        with pytest.raises(TooBusy, match="too busy to unlock"):
            unlock(locked, WORDS, name="copy")
