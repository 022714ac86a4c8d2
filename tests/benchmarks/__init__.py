"""Our speed beside the machine's floor (基准): run by hand, `python -m tests.benchmarks [ID …] [--json]`; no timed tests."""
