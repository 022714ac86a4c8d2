"""The living demo (演示): a whole county on one PC, whose day goes on while somebody sits at the desk."""
