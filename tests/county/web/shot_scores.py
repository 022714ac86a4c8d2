"""部门考评 before the camera: a month's table, a department opened, a score and weights entered."""

from collections.abc import Awaitable, Callable

from tests.county.web.studio import Studio

MONTH, DEPT = "2026-02", "GA"


async def scores(at: Studio) -> None:
    """The county centre's operator looks, its lead enters."""
    lead, path = at.who("CENTRE_LEAD"), f"/scores/{MONTH}/{DEPT}"
    await at.see("centre_scores", at.who("CENTRE_OP"), f"/scores/{MONTH}")
    for address in (f"{path}/enter", "/score-weights"):
        await at.see(f"lead_{address.rsplit('/', 1)[-1]}", lead, address)
    web = await at.web(lead)
    form = (await web.get(f"{path}/enter")).form(f"{path}/enter")
    assert (await web.post(f"{path}/enter", form | {"score": "88.40"})).status == 200
    await at.see("lead_scores", lead, f"/scores/{MONTH}")
    await at.see("lead_department", lead, path)


SCENES: dict[str, Callable[[Studio], Awaitable[None]]] = {"scores": scores}
