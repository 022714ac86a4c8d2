"""Words of signing at the desk (签字)."""

PASSWORD, PASSWORD_NOTE = "本人口令", "口令只核对本人，不更换值班员。"
PASSWORD_EMPTY = "缺少口令；请由本人填写。"
PASSWORD_WRONG = "口令不对，还可试 {left} 次。"
PASSWORD_CLOSED = "口令连续 5 次不对，{at} 后再试；忘记口令请县端管理员发一次性口令，在县端网页改好后再签。"
PASSWORD_UNKNOWN = "县端连不上，本机也没有核对过此人的口令；联网后再签，已填内容留在本机。"
NOT_SIGNED_HERE = "领导尚未以本人口令签字，没有提交；已填内容都在。"
CANCEL = "取消"
ROLES = {
    "DUTY_LEADER": "带班",
    "DIRECTOR": "指挥长",
    "TOWN_LEADER": "镇领导",
}  # shorter than the rulebook's names
NOBODY_MAY = "没有可办此事的人员，须为{roles}；由县端管理员核对授权。"
