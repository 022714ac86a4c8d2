"""Evaluation (考评): indicators, department scores, postings, the four dimensions, grid workers' points (rulebook §7)."""
