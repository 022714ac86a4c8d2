"""A county department's pages (县级部门、水电气讯)."""
