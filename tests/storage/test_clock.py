"""Keys rise whatever the wall clock does."""

import threading
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from mentordesk.storage.clock import Clock, instant_of

MS = st.integers(0, 2**47)


@given(st.lists(MS, min_size=1, max_size=60))
def test_every_key_is_greater_than_the_last_whatever_the_wall_says(walls: list[int]) -> None:
    said = iter(walls)
    clock = Clock(now=lambda: next(said))
    keys = [clock.next() for _ in walls]
    assert keys == sorted(set(keys))


@given(MS, st.binary(min_size=16, max_size=16), st.integers(1, 5000))
def test_keys_after_a_foreign_one_are_greater(wall: int, seen: bytes, count: int) -> None:
    seen = bytes([seen[0] & 0x7F, *seen[1:6], 0x70 | seen[6] & 0x0F, *seen[7:]])
    clock = Clock(now=lambda: wall)
    clock.see(seen)
    keys = clock.many(count)
    assert all(key[:8] > seen[:8] for key in keys)
    assert keys == sorted(set(keys))


@given(MS.filter(lambda ms: ms < 253402300800000))
def test_a_key_is_a_version_7_uuid_that_tells_its_time(wall: int) -> None:
    key = Clock(now=lambda: wall).next()
    assert (len(key), key[6] >> 4, key[8] >> 6) == (16, 7, 2)
    assert instant_of(key) == datetime.fromtimestamp(wall / 1000, UTC)


def test_threads_never_get_the_same_key() -> None:
    clock = Clock()
    keys: list[bytes] = []
    threads = [threading.Thread(target=lambda: keys.extend(clock.many(2000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 8000
