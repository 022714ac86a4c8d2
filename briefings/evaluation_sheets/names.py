"""What an evaluation's workbook calls things (名称): units, people, cases, head and foot."""

from collections.abc import Mapping

from msgspec import Struct

from governance.evaluation.tally import ALL


class Names(Struct, frozen=True, kw_only=True):
    """Everything that figures name by code or id."""

    town: str
    units: Mapping[str, str] = {}  # code → name
    cases: Mapping[str, tuple[str, ...]] = {}  # case id → 编号, 登记时间, 状态, 内容
    as_of: str = ""  # 数据截至, local
    operator: str = ""  # 制表
    digest: str = ""

    def unit(self, who: str) -> str:
        """A unit as people call it; everybody together 全镇, nobody 指挥室."""
        if who == ALL:
            return "全镇"
        return self.units.get(who, who) if who else "指挥室"

    def case(self, case_id: str) -> tuple[str, ...]:
        """A case's line in a list."""
        return self.cases.get(case_id, (case_id,))

    @property
    def foot(self) -> str:
        """What stands under every sheet."""
        return f"{self.town}考评  数据截至 {self.as_of}  制表 {self.operator}  摘要 {self.digest[:16]}"
