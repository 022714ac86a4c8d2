"""Numbered slips (纸单): which were used, which were spoilt, and who confirms one entered late (rulebook §2.2, §3.11)."""
