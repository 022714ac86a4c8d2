"""Pages of the town's platforms, stations and offices (四个平台、派驻机构、镇内设机构)."""
