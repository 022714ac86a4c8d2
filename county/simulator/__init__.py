"""The players (模拟各方): hotline, grid workers, county centre, departments, town units, and a simple room.

They keep no memory: what comes next, when and by whom follows from the seed, the case as folded and the rules. So a
killed server goes on from its ledger, and the same seed plays the same month.
"""
