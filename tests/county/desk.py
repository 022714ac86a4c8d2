"""A desk of the tests (测试用值班台): its own key and chains, speaking plain HTTP to a county.

It keeps no store: what it sealed and what it read are lists in memory, checked as a real desk checks them.
"""

from hashlib import sha256
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

import aiohttp
import msgspec

from db.ids import new_id
from db.signing import SigningKey
from governance.ledger import chain
from governance.ledger.action import Action, core_bytes, read_trusted
from sync.compression import pack, unpack
from sync.desk_ports import Cursor, OwnAction, Page, PeerHead
from sync.messages import HelloReply
from sync.pages import verified
from sync.wire import body, push_line
from tests.county.small import MONDAY, PASSWORD, VILLAGE, uid

NOBODY = chain.b64(bytes(32))


class Answer(msgspec.Struct):
    """What came back, unpacked."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def problem(self) -> str:
        """The name of a problem, "" when it is none."""
        return str(self.json["type"]).removeprefix("urn:tcr:") if self.status >= 400 else ""


class Desk:
    """One PC of a town room."""

    def __init__(self, url: str, name: str = "值班台", zstd: bool = True) -> None:
        self.url = url
        self.id = new_id(MONDAY)
        self.key = SigningKey(sha256(self.id.encode()).digest())
        self.name = name
        self.zstd = zstd
        self.token = ""
        self.no = ""
        self.county = self.town = ""
        self.server_keys: list[bytes] = []
        self.ah: dict[str, bytes] = {}
        self.sealed: dict[str, list[OwnAction]] = {}
        self.cursor: dict[str, Cursor] = {}
        self.heads: dict[str, dict[str, PeerHead]] = {}
        self.read: dict[str, list[Action]] = {}
        self.clock = MONDAY
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(auto_decompress=False)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._session is not None
        await self._session.close()

    # ---------------------------------------------------------------- calls

    async def call(self, method: str, path: str, data: bytes = b"", **headers: str) -> Answer:
        """One call, the body packed as a desk packs it."""
        assert self._session is not None
        sent = {"Accept-Encoding": "zstd", **{name.replace("_", "-"): v for name, v in headers.items()}}
        if self.token and "Authorization" not in sent:
            sent["Authorization"] = f"Bearer {self.token}"
        if self.zstd and len(data) > 1024:
            data = pack(data)
            sent["Content-Encoding"] = "zstd"
        async with self._session.request(
            method, self.url + path, data=data or None, headers=sent
        ) as response:
            found = {name.lower(): value for name, value in response.headers.items()}
            raw = await response.read()
        if found.get("content-encoding") == "zstd":
            raw = unpack(raw, 8 * 1024 * 1024)
        return Answer(response.status, found, raw)

    async def post(self, path: str, value: Any, **headers: str) -> Answer:
        """A call with a JSON body."""
        return await self.call("POST", path, msgspec.json.encode(value), **headers)

    async def hello(self, nonce: str = NOBODY) -> HelloReply:
        """The county's answer to a hello."""
        answer = await self.post(
            "/v1/hello", {"app": "test", "proto": [1, 1], "nonce": nonce, "dev": self.id}
        )
        assert answer.status == 200, answer
        return msgspec.json.decode(answer.body, type=HelloReply)

    async def enrol(self, code: str) -> Answer:
        """Come in by a one-time code."""
        asked = {
            "dev": self.id,
            "inc": 1,
            "name": self.name,
            "parent": None,
            "pk": chain.b64(self.key.public),
            "xk": chain.b64(bytes(32)),
        }
        proof = self.key.sign(chain.message("tcr1:enrol", code.encode(), self.key.public))
        answer = await self.post("/v1/devices", {"code": code, "cert": asked, "proof": chain.b64(proof)})
        if answer.status == 200:
            cert = answer.json["cert"]
            self.county, self.town, self.no = answer.json["county"], cert["stream"], answer.json["no"]
            self.server_keys = [chain.unb64(key) for key in answer.json["server_keys"]]
            for stream in (self.county, self.town):
                self.ah[stream] = chain.device_hash(cert)
                self.sealed[stream], self.read[stream], self.heads[stream] = [], [], {}
                self.cursor[stream] = Cursor(stream, 1, 0, chain.stream_start(stream))
        return answer

    async def log_in(self, user: str = "op1", pw: str | None = PASSWORD) -> Answer:
        """A session by password, or by proof when there is none."""
        anonce = (await self.hello()).anonce
        proof = self.key.sign(chain.auth_message(chain.unb64(anonce), self.id))
        asked = {"dev": self.id, "anonce": anonce, "proof": chain.b64(proof)}
        asked |= {"user": user, "pw": pw} if pw is not None else {"refresh": user}
        answer = await self.post("/v1/auth/session", asked, Authorization="")
        if answer.status == 200:
            self.token = answer.json["token"]
        return answer

    # ---------------------------------------------------------------- acting

    def seal(self, kind: str, case: str, p: dict[str, Any], actor: str = "op1", **more: Any) -> OwnAction:
        """Seal one action in the town's stream."""
        self.clock += 1_000
        number = len(self.sealed[self.town]) + 1
        action = Action(
            actor=uid(actor),
            case=case,
            cq=more.pop("cq", 0),
            dev=self.id,
            dseq=number,
            hlc=f"{self.clock:012x}0000",
            id=more.pop("id", new_id(self.clock)),
            kind=kind,
            p=p,
            stream=self.town,
            t=self.clock,
            v=1,
            w=self.clock,
            **more,
        )
        core = core_bytes(action)
        ah = chain.action_hash(self.ah[self.town], core)
        own = OwnAction(number, core, None, ah, self.key.sign(chain.signed_action(ah)))
        self.ah[self.town] = ah
        self.sealed[self.town].append(own)
        return own

    def report(self, text: str = "路灯不亮") -> OwnAction:
        """Seal the registration of an event."""
        number = len(self.sealed[self.town]) + 1
        p = {
            "serial": f"S260309-100-{self.no}-{number:04}",
            "ch": "PHONE",
            "text": text,
            "place": {"area": VILLAGE},
            "cat": "030101",
        }
        return self.seal("event.report", new_id(self.clock + 500), p)

    async def push(self, actions: list[OwnAction], epoch: int = 1) -> Answer:
        """Push sealed actions as they are."""
        lines = body([push_line(a.core, a.annex, a.sig) for a in actions])
        return await self.call("POST", f"/v1/streams/{self.town}/actions", lines, TCR_Epoch=str(epoch))

    async def pull(
        self, stream: str = "", *, wait: int = 0, proof: bool = False, limit: int = 2_000
    ) -> Answer:
        """One page after the cursor, taken in when it proves itself."""
        stream = stream or self.town
        at = self.cursor[stream]
        query: dict[str, Any] = {"after": at.seq, "h": chain.b64(at.h), "epoch": 1, "limit": limit}
        if wait:
            query["wait"] = wait
        if proof and self.sealed[stream]:
            query["proof"] = f"{self.id}:1-{len(self.sealed[stream])}"
        answer = await self.call("GET", f"/v1/streams/{stream}/actions?{urlencode(query)}")
        if answer.status == 200:
            self._take(stream, answer.body)
        return answer

    def _take(self, stream: str, page_body: bytes) -> Page:
        own = {action.dseq: action for action in self.sealed[stream]}
        heads = self.heads[stream]
        page = verified(
            page_body,
            self.cursor[stream],
            heads,
            self.id,
            lambda numbers: {n: own[n] for n in numbers if n in own},
            self.server_keys,
        )
        for entry in page.entries:
            action = read_trusted(entry.core)
            if action.kind == "sys.device" and isinstance(cert := action.p.get("cert"), dict):
                heads.setdefault(
                    cert["dev"], PeerHead(0, chain.device_hash(cert), 0, chain.unb64(cert["pk"]))
                )
            known = heads[action.dev]
            heads[action.dev] = PeerHead(action.dseq, entry.ah, 0, known.pk)
            self.read[stream].append(action)
        self.cursor[stream] = Cursor(stream, page.epoch, page.end_seq, page.end_h)
        return page

    async def read_all(self, stream: str = "") -> None:
        """Pull until there is nothing more."""
        while (await self.pull(stream)).status == 200:
            pass
