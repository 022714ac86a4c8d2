"""Weights, given scores, points by hand, 意见单 (§1.4, §7.2, §7.3): the 指挥长's acts, with what each must hold."""

from desktop.demo.stage import Staged
from desktop.evaluation import texts
from desktop.evaluation.acting import ADJUST
from desktop.evaluation.issuing import ACTION
from desktop.signing.signers import roles_of
from tests.desktop.evaluation.at_a_seat import Place, at_a_seat

STATION = "T-ZFD"
LATER = "2026-04-01"


async def at_row(place: Place, tab: str, row: str = "") -> str:
    await place.presenter.choose_tab(tab)
    key = row or next(one.key for one in place.shown.sheet.rows if not one.head)
    place.presenter.choose_row(key)
    return key


async def test_points_by_hand_need_reason_and_attachment_and_are_public_for_three_days(
    staged: Staged,
) -> None:
    async with at_a_seat(staged) as place:
        worker = await at_row(place, texts.WORKERS)
        said = await place.fill(texts.ADJUST, points="0", reason="")
        assert said.faults
        assert set(place.faults) == {"points", "reason", "files"}
        said = await place.fill(texts.ADJUST, points="-1.5", reason="未参加点名", files=("点名表.pdf",))
        assert said.sealed is not None, said
        assert "梁建华" in place.seat.rules.directory.users[said.sealed.action.actor].name
        assert "公示至 03-19 18:00" in said.toast
        await place.presenter.open_figure(f"worker|{worker}|")
        note = place.shown.notes[0]
        assert note.text.startswith("-1.50 分　未参加点名")
        assert "公示至 03-19 18:00，期满计入" in note.second


async def test_without_the_password_nothing_is_saved(looked_at: Staged) -> None:
    async with at_a_seat(looked_at) as place:
        place.typing.passwords = []
        await at_row(place, texts.WORKERS)
        said = await place.fill(texts.ADJUST, points="2", reason="先进", files=("证书.pdf",))
        assert said.sealed is None
        assert said.refusal


async def test_the_towns_weight_over_a_station_is_sixty_per_cent_and_more(staged: Staged) -> None:
    async with at_a_seat(staged) as place:
        await place.presenter.choose_tab(texts.POSTINGS)
        await place.fill(texts.WEIGHTS, town="59.9", since=LATER)
        assert place.faults == {"town": texts.WEIGHT_LOW}
        await place.fill(texts.WEIGHTS, town="70", since="2026-03-15")
        assert place.faults == {"since": texts.SINCE_WRONG}
        said = await place.fill(texts.WEIGHTS, town="70", since=LATER)
        assert said.sealed is not None, said


async def test_the_dimensions_sum_to_a_hundred(staged: Staged) -> None:
    async with at_a_seat(staged) as place:
        await place.presenter.choose_tab(texts.CADRES)
        await place.fill(texts.WEIGHTS, work="50", since=LATER)
        assert place.faults == {"leaders": texts.NOT_HUNDRED.format(sum="110")}
        said = await place.fill(texts.WEIGHTS, work="50", presence="10", since=LATER)
        assert said.sealed is not None, said


async def test_given_scores_of_a_station_and_a_cadre(staged: Staged) -> None:
    async with at_a_seat(staged) as place:
        await at_row(place, texts.POSTINGS, STATION)
        await place.fill(texts.GIVE, town="91", line="")
        assert set(place.faults) == {"line"}
        said = await place.fill(texts.GIVE, town="91", line="82.0")
        assert said.sealed is not None, said
        await at_row(place, texts.CADRES)
        await place.fill(texts.GIVE)
        assert texts.ONE_SCORE in place.faults.values()
        said = await place.fill(texts.GIVE, presence="88", people="85", leaders="90")
        assert said.sealed is not None, said
        assert "work" not in said.sealed.action.p["value"]  # goes on following the unit's figures


async def test_stations_may_be_bound_to_the_grids(staged: Staged) -> None:
    async with at_a_seat(staged) as place:
        await place.presenter.choose_tab(texts.POSTINGS)
        await place.fill(texts.WEIGHTS, town="60", grid="101", since=LATER)
        assert place.faults == {"grid": texts.NUMBER_WRONG}
        said = await place.fill(texts.WEIGHTS, town="60", grid="20", since=LATER)
        assert said.sealed is not None, said


async def test_a_registers_sample_says_who_counted(staged: Staged) -> None:
    async with at_a_seat(staged) as place:
        await at_row(place, texts.INDICATORS, "close_rate")
        assert place.presenter.asked(texts.SAMPLE) is None
        assert texts.SAMPLE_ROWS in {one.reason for one in place.shown.actions}
        await at_row(place, texts.INDICATORS, "newcomer_rate")
        await place.presenter.open_figure("tally|newcomer_rate|*|owed")
        assert place.shown.figure is not None
        assert place.shown.figure.note == texts.SAMPLE_NOT_YET
        await place.fill(texts.SAMPLE, owed="0", hits="7", source="")
        assert set(place.faults) == {"owed", "source"}
        await place.fill(texts.SAMPLE, owed="5", hits="7", source="T-PCS")
        assert place.faults == {"hits": texts.SAMPLE_MORE}
        said = await place.fill(texts.SAMPLE, owed="1200", hits="1180", source="T-PCS")
        assert said.sealed is not None, said
        assert said.sealed.action.p["value"] == {"hits": "1180", "owed": "1200", "source": "T-PCS"}


async def test_an_opinion_of_a_posted_person_names_the_post_it_recommends_for(staged: Staged) -> None:
    async with at_a_seat(staged) as place:
        person = await at_row(place, texts.ROSTER)
        await place.fill(texts.OPINE, opinion="RECOMMEND", reason="熟悉业务")
        assert place.faults == {"post": texts.POST_NEEDED}
        said = await place.fill(texts.OPINE, opinion="VETO", reason="考核不合格")
        assert said.sealed is not None, said
        await place.presenter.open_figure(f"roster|{person}|")
        assert place.shown.notes[0].text == "反向否决　考核不合格"


async def test_who_may_not_sees_why(looked_at: Staged) -> None:
    async with at_a_seat(looked_at) as place:
        await place.presenter.choose_tab(texts.DEPARTMENTS)
        assert [one.reason for one in place.shown.actions] == [texts.COUNTY_SETS]
        await place.presenter.choose_tab(texts.WORKERS)
        assert [one.reason for one in place.shown.actions] == [texts.CHOOSE_ROW]
        assert place.presenter.asked(texts.ADJUST) is None
        rules = place.seat.rules
        assert roles_of(ADJUST, rules) == ("DIRECTOR",)
        assert set(roles_of(ACTION, rules)) == {"DIRECTOR", "DUTY_LEADER", "ROOM_SUP"}
