"""Who asks (来访): the session of a cookie and its person, and how far all that he sees has come."""

from aiohttp import web

from county.api.calls import Api
from county.web import sessions
from county.web.offices import Person
from county.web.people import person_of
from county.web.sessions import COOKIE, WebSession
from county.web.workplace import Workplace

WHO = tuple[WebSession, Person]


class Visitors:
    """The people of one county's web desk."""

    def __init__(self, api: Api, place: Workplace) -> None:
        self._api = api
        self._place = place

    async def who(self, request: web.Request, *, person: bool = True) -> WHO | None:
        """The session and its person; None for a stranger. A page asked for keeps the session alive."""
        return await self.of_cookie(request.cookies.get(COOKIE, ""), alive=person)

    async def of_cookie(self, cookie: str, *, alive: bool = True) -> WHO | None:
        """The same by the cookie's text."""
        return await self._api.thread(lambda: self._known(cookie, alive=alive)) if cookie else None

    def _known(self, cookie: str, *, alive: bool) -> WHO | None:
        county, now = self._api.county, self._api.wall.now()
        with self._place.look() as snapshot:
            session = sessions.session_of(snapshot.conn, cookie, now)
            person = person_of(snapshot, county.towns, session.user) if session is not None else None
        if session is None or person is None:
            return None
        if alive and now - session.seen_at > sessions.TOUCH_MS:
            county.store.write(lambda conn: sessions.touch(conn, session, now))
        return session, person

    def streams(self, person: Person) -> tuple[str, ...]:
        """Every stream that may change what this person sees."""
        return (*person.streams, self._api.county.stream)

    def version(self, person: Person) -> int:
        """How far everything this person sees has come; taken before it is read."""
        return sum(self._api.hub.version(stream) for stream in self.streams(person))
