"""Forms at the end of an event: 派核查, 核查, 结案, 回访. Free of Qt."""

from desktop.moves import texts
from desktop.moves.form import Choice, Entry, Fact, Form, Payload, Values, many, told, yes
from desktop.moves.matter import Matter
from governance.doer import Doer
from governance.events.payloads import RATINGS, RESULTS, OrderVerify
from governance.events.verification import order_refusal
from governance.people.roles import ROLE_NAMES, User

_NEAREST = {"GRID_WORKER": 0, "VILLAGE_LEAD": 1, "ROOM_SUP": 2}


def order_verify(matter: Matter) -> Form:
    """派核查: whoever may look and had no hand in it, the grid's own worker first."""
    choices = verifiers(matter)
    return Form(
        kind="event.order_verify",
        title=texts.ORDER_VERIFY,
        verb=texts.ORDER_VERIFY_DO,
        facts=_fed_back(matter),
        entries=(
            Entry(
                key="verifier",
                label=texts.VERIFIER,
                kind="pick",
                choices=choices,
                value=choices[0].key if choices else "",
                note=texts.VERIFIER_NOTE,
                needs=texts.VERIFIER_NEEDED if choices else texts.NO_VERIFIER,
            ),
        ),
        payload=lambda values: {"verifier": told(values, "verifier")},
    )


def verifiers(matter: Matter) -> tuple[Choice, ...]:
    """People the rules let verify here: neither handler nor 代录人 (报办分离)."""
    doer = Doer(matter.actor, (), ())
    able = [
        user
        for user in matter.rules.directory.users.values()
        if any(grant.role in _NEAREST for grant in user.grants)
        and order_refusal(matter.event, OrderVerify(verifier=user.id), doer, matter.at, matter.rules) is None
    ]
    ordered = sorted(able, key=lambda user: (_distance(user), user.id))
    return tuple(Choice(user.id, user.name, _post(matter, user)) for user in ordered)


def _distance(user: User) -> int:
    return min(_NEAREST.get(grant.role, 9) for grant in user.grants)


def _post(matter: Matter, user: User) -> str:
    grant = min(user.grants, key=lambda one: _NEAREST.get(one.role, 9))
    return f"{matter.names.unit(grant.unit)} · {ROLE_NAMES.get(grant.role, grant.role)}"


def _fed_back(matter: Matter) -> tuple[Fact, ...]:
    return (Fact(texts.FED_BACK, matter.feedback),) if matter.feedback else ()


def verify(matter: Matter) -> Form:
    """核查 at the desk (督办席): without photo and point the reason is asked for."""
    return Form(
        kind="event.verify",
        title=texts.VERIFY,
        verb=texts.VERIFY_DO,
        facts=_fed_back(matter),
        entries=(
            Entry(
                key="result",
                label=texts.RESULT_OF_CHECK,
                kind="choice",
                choices=(Choice("pass", texts.PASS), Choice("fail", texts.FAIL, texts.FAIL_NOTE)),
                needs=texts.RESULT_NEEDED,
            ),
            Entry(key="photo", label=texts.FILES, kind="files", value=()),
            Entry(key="reason", label=texts.VERIFY_REASON, kind="text", needs=texts.VERIFY_NEEDED),
        ),
        payload=_verified,
    )


def _verified(values: Values) -> Payload:
    p: Payload = {"result": told(values, "result"), "reason": told(values, "reason")}
    if files := many(values, "photo"):
        p["photo"] = files[0]
    return p


def close(matter: Matter) -> Form:
    """结案: the result the unit fed back stands there already."""
    return Form(
        kind="event.close",
        title=texts.CLOSE,
        verb=texts.CLOSE_DO,
        facts=(*_fed_back(matter), Fact("", texts.CLOSE_FACT)),
        entries=(
            Entry(
                key="result",
                label=texts.RESULT,
                kind="choice",
                choices=tuple(Choice(code, name) for code, name in RESULTS.items()),
                value=matter.event.result if matter.event.result in RESULTS else "SOLVED",
                needs=texts.RESULT_NEEDED,
            ),
        ),
        payload=lambda values: {"result": told(values, "result")},
    )


def revisit(matter: Matter) -> Form:
    """回访: reached or not; rated when reached."""
    reached = ("reached", ("yes",))
    tries = len(matter.event.attempts)
    return Form(
        kind="event.revisit",
        title=texts.REVISIT,
        verb=texts.REVISIT_DO,
        facts=(Fact("", texts.TRIES.format(n=tries), "amber"),) if tries else (),
        entries=(
            Entry(
                key="reached",
                label=texts.REACHED_LABEL,
                kind="choice",
                choices=(Choice("yes", texts.REACHED), Choice("no", texts.UNREACHED)),
                value="yes",
            ),
            Entry(
                key="rating",
                label=texts.RATING,
                kind="choice",
                choices=tuple(Choice(code, name) for code, name in RATINGS.items()),
                value="GOOD",
                needs=texts.RATING_NEEDED,
                when=reached,
            ),
            Entry(
                key="reason",
                label=texts.UNHAPPY_LABEL,
                kind="choice",
                choices=tuple(Choice(code, f"{code} {name}") for code, name in texts.UNHAPPY.items()),
                needs=texts.UNHAPPY_NEEDED,
                when=("rating", ("BAD",)),
            ),
            Entry(key="contacted", label=texts.CONTACTED, kind="tick", value=True, when=reached),
            Entry(key="solved", label=texts.SOLVED, kind="tick", value=True, when=reached),
        ),
        payload=_revisited,
    )


def _revisited(values: Values) -> Payload:
    if not yes(values, "reached"):
        return {"reached": False}
    p: Payload = {
        "reached": True,
        "rating": told(values, "rating"),
        "contacted": yes(values, "contacted"),
        "solved": yes(values, "solved"),
    }
    if p["rating"] == "BAD":
        p["reason"] = told(values, "reason")
    return p
