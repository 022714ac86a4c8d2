"""The conflict card (冲突卡): two people decided differently while they could not see each other; a person settles it."""
