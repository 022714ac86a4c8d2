"""The register of archives (档案登记项): which fields an element has, which it needs, which are personal.

Source: rulebook §2.4 (五要素; ‡ = personal, in the annex alone), §2.1 (网格), §2.3 (一长五员). The words of a list are
what people write and read: they stand in the ledger as they stand in a workbook.
"""

from collections.abc import Mapping

from msgspec import Struct

from governance.places.called import FURTHER_POSTS
from governance.places.grids import POSTS

PERSON, PLACE, ASSET, MATTER, ORG = "PERSON", "PLACE", "ASSET", "MATTER", "ORG"
GRID, POST = "GRID", "POST"
CARE_LEVELS = ("A", "B", "C", "普通")
RISKS = ("高", "中", "低", "无")
TAGS = ("低保", "特困", "残疾", "独居", "留守", "社矫", "刑释", "精障", "吸毒", "信访", "退役")


class Field(Struct, frozen=True, kw_only=True):
    """One field of an archive (字段)."""

    key: str
    name: str  # Chinese, also the heading of a workbook's column
    needed: bool = False
    personal: bool = False  # ‡: in the annex, never in the core
    form: str = "text"  # how it is written: text, date, count, id_no, phone, credit, grid, points, person
    words: tuple[str, ...] = ()  # the only words it takes; empty = any
    several: bool = False  # several words, joined by ";"


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of archive (档案种类)."""

    key: str
    name: str
    fields: tuple[Field, ...]
    one_by: str = ""  # the field by which there is one alone in a town
    called_by: str = "name"  # the field that names it; a personal one names nothing in a list
    visited: bool = False  # whether a collection cycle runs (§2.4)

    def field(self, key: str) -> Field | None:
        """The field of this key."""
        return next((field for field in self.fields if field.key == key), None)


_LIFE = (
    Field(key="valid_from", name="起始日期", form="date"),
    Field(key="valid_to", name="终止日期", form="date"),
)
_SHARED = (
    Field(key="grid_code", name="网格编码", needed=True, form="grid"),
    Field(key="point", name="坐标", form="points"),
    Field(key="source", name="来源", needed=True),
    *_LIFE,
    Field(key="care_level", name="关注等级", words=CARE_LEVELS),
    Field(key="visit_cycle_days", name="走访周期", form="count"),
    Field(key="note", name="走访记录"),
)

KINDS: Mapping[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            key=PERSON, name="人", one_by="id_no", visited=True,
            fields=(
                Field(key="name", name="姓名", needed=True, personal=True),
                Field(key="id_no", name="证件号码", needed=True, personal=True, form="id_no"),
                Field(key="birth", name="出生日期", needed=True, personal=True, form="date"),
                Field(key="phone", name="联系电话", needed=True, personal=True, form="phone"),
                Field(key="door", name="门牌室号", needed=True, personal=True),
                Field(key="tags", name="标签", personal=True, words=TAGS, several=True),
                Field(key="photo", name="照片", personal=True),
                Field(key="sex", name="性别", needed=True, words=("男", "女")),
                Field(key="household_id", name="户编号"),
                Field(key="residence_type", name="居住类别", needed=True, words=("户籍", "新居民", "境外")),
                *_SHARED,
            ),
        ),
        Kind(
            key=PLACE, name="地", visited=True,
            fields=(
                Field(key="name", name="名称", needed=True),
                Field(
                    key="kind", name="类别", needed=True,
                    words=(
                        "房屋", "出租房", "农房在建", "企业场所", "市场", "学校", "地灾点", "水库", "山塘",
                        "水源地", "重点部位",
                    ),
                ),
                Field(key="address", name="地址", needed=True),
                Field(key="owner", name="产权人", personal=True),
                Field(key="contact", name="联系方式", personal=True),
                Field(key="floors", name="层数", form="count"),
                Field(key="risk_level", name="风险等级", words=RISKS),
                Field(key="sop_id", name="处置预案"),
                *_SHARED,
            ),
        ),
        Kind(
            key=ASSET, name="物", one_by="code", called_by="code", visited=True,
            fields=(
                Field(key="code", name="编号", needed=True),
                Field(
                    key="kind", name="类别", needed=True,
                    words=("井盖", "路灯", "消火栓", "监控", "广播", "物资", "车辆"),
                ),
                Field(key="state", name="状态", needed=True),
                Field(key="keeper_unit", name="管护单位", needed=True),
                Field(key="last_check", name="上次检查", form="date"),
                *_SHARED,
            ),
        ),
        Kind(
            key=MATTER, name="事", one_by="serial", called_by="serial",
            fields=(
                Field(key="serial", name="编号", needed=True),
                Field(key="kind", name="类别", words=("事件", "矛盾纠纷", "一件事", "走访记录")),
                *_SHARED,
            ),
        ),
        Kind(
            key=ORG, name="组织", one_by="credit_code", visited=True,
            fields=(
                Field(key="name", name="名称", needed=True),
                Field(key="credit_code", name="统一社会信用代码", needed=True, form="credit"),
                Field(
                    key="kind", name="类别", needed=True,
                    words=("企业", "个体", "社会组织", "调解组织", "志愿队"),
                ),
                Field(key="legal_person", name="负责人", personal=True),
                Field(key="phone", name="联系电话", personal=True, form="phone"),
                Field(key="staff_count", name="人数", form="count"),
                Field(key="risk_level", name="风险等级", words=RISKS),
                *_SHARED,
            ),
        ),
        Kind(
            key=GRID, name="网格", one_by="grid_code",
            fields=(
                Field(key="grid_code", name="网格编码", needed=True, form="grid"),
                Field(key="name", name="名称", needed=True),
                Field(key="kind", name="类别", needed=True, words=("普通网格", "专属网格", "微网格")),
                Field(key="compound_no", name="小区编号"),
                Field(key="boundary", name="边界", form="points"),
                Field(key="boundary_from", name="边界生效日", form="date"),
                *_LIFE,
            ),
        ),
        Kind(
            key=POST, name="网格岗位", called_by="holder",
            fields=(
                Field(key="grid_code", name="网格编码", needed=True, form="grid"),
                Field(key="holder", name="任职人员", needed=True, form="person"),
                Field(
                    key="posts", name="岗位", needed=True, several=True,
                    words=(*POSTS.values(), *FURTHER_POSTS),
                ),
                *_LIFE,
            ),
        ),
    )
}  # fmt: skip
ELEMENTS = (PERSON, PLACE, ASSET, MATTER, ORG)
GROUND = (GRID, POST)  # grid_edit of the matrix
