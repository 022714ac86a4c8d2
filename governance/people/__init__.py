"""Who may do what, and where: roles (角色), permissions (权限), scopes (数据范围)."""
