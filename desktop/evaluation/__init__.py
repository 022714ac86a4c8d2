"""The evaluation page (考评): a period's figures, what makes each, and what is set, added and said about them."""
