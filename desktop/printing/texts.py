"""Words of printed papers and of their preview (打印)."""

from briefings.texts import stamp

DRAFT = "草稿"
FOOT = "编号 {serial}　数据截至 {as_of}　打印 {printed}　经办 {operator}"
CHECK = "校验码 {digest}（扫右侧码核对编号与内容）"
PAGE = "第 {n}/{all} 页"


def minute(at: int) -> str:
    """`2026-03-16 15:42`."""
    return stamp(at)


NOBODY = "未接班"
DISPATCH = "{town}综合信息指挥室交办单"
CALL = "{town}乡呼县应三联单"
CUT = "沿线撕开"
NOT_GIVEN = "尚未派遣"
NOT_ASSIGNED = "待交办"
RECEIPT = "{town}交办单 · 签收联（签收后撕下交回指挥室）"
ANSWER = "{town}交办单 · 回执联（办结后填写，随材料交回指挥室）"
RESULTS = "□ 已解决　　□ 部分解决　　□ 未解决　　□ 其他："
MATERIAL = "照片　　张　　书面材料　　份　　其他："
STUB_KEEPER = "第一联 镇指挥室留存"
ORDER_KEEPER = "第二联 承办单位留存"
ANSWER_KEEPER = "第三联 承办单位填写后送回"
NUMBER = "序号"
NO_ROWS = "没有符合的案件。"
COUNT = "共 {n} 件。"

PREVIEW = "打印预览 · {title}"
PRINT, SAVE, CLOSE = "打印…", "另存 PDF", "关闭"
ZOOMS = (("fit", "整页"), ("width", "页宽"), ("100", "100%"), ("150", "150%"))
PAGES = "共 {n} 页 · A4 {way}"
ACROSS, UPRIGHT = "横向", "纵向"
PDF_FILES = "PDF 文件 (*.pdf)"
NO_PRINTER = "没有可用的打印机；可先另存 PDF，换机打印。"
PRINTED = "已送打印：{title}"
SAVED = "已存 {name}"
PREVIOUS, NEXT = "上一页", "下一页"
NOW_PAGE = "第 {n}/{all} 页"
