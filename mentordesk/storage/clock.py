"""Keys that are identity, order and time in one: UUIDv7 under the hybrid-logical-clock rule.

RFC 9562 for the layout; Kulkarni et al., "Logical Physical Clocks" (2014), for the rule: a new key is greater
than every key seen, even when the wall clock goes backwards.
"""

import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

_COUNTER_MAX = 0xFFF


def wall_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


class Clock:
    """Hands out 16-byte keys, each greater than the last and than every key shown to `see`."""

    def __init__(
        self, now: Callable[[], int] = wall_ms, entropy: Callable[[int], bytes] = os.urandom
    ) -> None:
        self._now = now
        self._entropy = entropy
        self._last = (0, 0)
        self._lock = threading.Lock()

    def see(self, key: bytes) -> None:
        with self._lock:
            self._last = max(self._last, _time_and_counter(key))

    def next(self) -> bytes:
        return self.many(1)[0]

    def many(self, count: int) -> list[bytes]:
        """`count` keys in rising order."""
        noise = self._entropy(8 * count)
        with self._lock:
            return [_key(*self._tick(), noise[8 * i : 8 * i + 8]) for i in range(count)]

    def _tick(self) -> tuple[int, int]:
        ms, counter = self._last
        now = self._now()
        if now > ms:
            self._last = (now, 0)
        elif counter < _COUNTER_MAX:
            self._last = (ms, counter + 1)
        else:
            self._last = (ms + 1, 0)
        return self._last


def _key(ms: int, counter: int, noise: bytes) -> bytes:
    head = ms.to_bytes(6, "big") + (0x7000 | counter).to_bytes(2, "big")
    return head + bytes([0x80 | noise[0] & 0x3F]) + noise[1:]


def _time_and_counter(key: bytes) -> tuple[int, int]:
    return int.from_bytes(key[:6], "big"), int.from_bytes(key[6:8], "big") & 0xFFF


def instant_of(key: bytes) -> datetime:
    """When a key was made, to the millisecond."""
    return datetime.fromtimestamp(int.from_bytes(key[:6], "big") / 1000, UTC)
