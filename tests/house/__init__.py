"""The house rules as tests: layers, names, loops, clocks, committed text, the test run itself."""
