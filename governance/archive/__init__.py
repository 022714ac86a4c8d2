"""Archives (档案): the five elements, the grids and their posts, as the town keeps them (rulebook §2)."""
