"""Named queries (具名查询): one question of one page, one statement over an index, plain frozen rows."""
