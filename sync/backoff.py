"""How long to wait before the next try, and how much to ask for at once (退避与批量).

Source: sync.md §5.2, last paragraph; §15.
"""

LEAST_MS, MOST_MS, STEP_MS = 200, 300_000, 2_000
START_JITTER_MS = 5_000  # after the operating system says that the network is up
HOLD_MS = 600_000  # hello again while a person is needed
DEBOUNCE_MS = 150
SLOW_MS, QUICK_MS = 10_000, 2_000


def delay_ms(failures: int, u: float, floor_ms: int = 0) -> int:
    """Full jitter: uniform up to a ceiling that doubles with each failure in a row; never below the county's floor."""
    ceiling = min(MOST_MS, STEP_MS * 2 ** min(failures, 20))
    return max(LEAST_MS, floor_ms, int(u * ceiling))


def resized(size: int, took_ms: int, most: int) -> int:
    """Half as much after a slow one, twice as much after a quick one."""
    if took_ms > SLOW_MS:
        return max(1, size // 2)
    return min(most, size * 2) if took_ms < QUICK_MS else size
