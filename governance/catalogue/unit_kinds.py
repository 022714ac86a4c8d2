"""The kinds of units (单位类型) as the data pack writes them, and what each may be asked.

Source: rulebook §1.1, §3.3: only direct subordinates of the room are dispatched to; departments are called.
"""

UNIT_KINDS = {
    "county": "县级部门",
    "county_centre": "县社会治理中心",
    "utility": "水电气讯",
    "town_room": "乡镇综合信息指挥室",
    "platform_unit": "四个平台",
    "station": "派驻机构",
    "town_office": "镇内设机构",
    "village": "村(社区)",
    "grid": "网格",
}
TOWN_KINDS = frozenset({"platform_unit", "station", "town_office", "village", "grid"})  # 直接下级
DEPARTMENT_KINDS = frozenset({"county", "utility"})  # who acts on calls
COUNTY_KINDS = DEPARTMENT_KINDS | {"county_centre"}
