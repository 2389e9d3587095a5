"""The case table over TLS: HTTP/2 and HTTP/1.1, and what an HTTP/2 server says instead of an answer.

The server is the node that comes with Playwright's driver. Its certificate is made here, and the browsers are started
so that they believe this one. (`ignore_https_errors` would not do: such a browser connects a second time for each
connection, which the fuse refuses. The program does not offer it.)
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import ipaddress
import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, Playwright

from bots.runners import browser as browsers

from .conftest import Desk, OpenRelay, launch
from .counting_server import Hit
from .plain_hands import PlainHands
from .seen import FACETS, Seen, Watcher, press


class NodeServer:
    """The process of http2_server.js. `hits` are told in the order in which they came."""

    def __init__(self, key: Path, certificate: Path, believed: str) -> None:
        node = compute_driver_executable()[0]
        program = Path(__file__).with_name("http2_server.js")
        self._process = subprocess.Popen(
            [node, program, key, certificate], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.believed = believed  # the hash by which a browser is told to
        self.hits: list[Hit] = []
        self.address = ""
        self._ports: Queue[list[int]] = Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.http2, self.http1 = self._ports.get(timeout=10)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            told: Any = json.loads(line)
            if isinstance(told, list):
                self._ports.put(told)
                continue
            body = base64.b64decode(told["body"])
            self.hits.append(Hit(told["method"], told["target"], told["headers"], body, 0, 0.0))

    def close(self) -> None:
        self._process.communicate()
        self._reader.join(5)


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NodeServer]:
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.NoEncryption()
    (folder / "key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    (folder / "certificate").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    believed = base64.b64encode(hashlib.sha256(public).digest()).decode()
    started = NodeServer(folder / "key", folder / "certificate", believed)
    yield started
    started.close()


@pytest.fixture(scope="module")
def pair(playwright: Playwright, node: NodeServer) -> Iterator[tuple[Browser, OpenRelay, Browser]]:
    """A browser alone, and one behind a relay, started the same way."""
    relay = OpenRelay()
    with pytest.MonkeyPatch.context() as patch:
        believes = f"--ignore-certificate-errors-spki-list={node.believed}"
        patch.setattr(browsers, "_FLAGS", (*browsers._FLAGS, believes))
        alone, behind = launch(playwright, None), launch(playwright, relay.port)
    yield alone, relay, behind
    alone.close()
    behind.close()
    relay.close()


CUT_OFF = "nothing cut off"
CASES = [
    # page and where it posts, protocol, what the program says, POSTs of a browser alone, POSTs through the gate
    ("/form?/s", "http2", "success", 1, 1),
    ("/upload?/s", "http2", "success", 1, 1),
    ("/form?/s", "http1", "success", 1, 1),
    ("/upload?/s", "http1", "success", 1, 1),
    ("/form?/destroy", "http2", CUT_OFF, 2, 1),  # the session ends: the browser alone sends again
    ("/form?/goaway", "http2", CUT_OFF, 2, 1),  # "not carried out", so it needs another connection
    ("/form?/refused", "http2", "success", 2, 2),  # "not carried out", on the same one: one intent
]


@pytest.mark.parametrize(("page", "protocol", "outcome", "alone", "gated"), CASES)
def test_over_tls(
    node: NodeServer,
    pair: tuple[Browser, OpenRelay, Browser],
    tmp_path: Path,
    page: str,
    protocol: str,
    outcome: str,
    alone: int,
    gated: int,
) -> None:
    plain, relay, browser = pair
    relay.reset_all()
    port = getattr(node, protocol)
    node.address = f"https://127.0.0.1:{port}"
    relay.allow(("127.0.0.1", port))
    file = tmp_path / "申請書.pdf"
    file.write_bytes(b"%PDF" * 100_000)
    seen: list[Seen] = []
    for one in (plain, browser):
        node.hits.clear()
        context = one.new_context(service_workers="block", locale="ja-JP")
        sheet = context.new_page()
        sheet.goto(f"{node.address}{page}")
        if "upload" in page:
            sheet.set_input_files("[name=file]", file)
        watcher = Watcher(context, [node], sign=one is plain or outcome == "success")
        if one is plain:
            press(sheet)
        else:
            desk = Desk(relay, context, sheet, PlainHands(sheet, context), node)  # type: ignore[arg-type]
            answer = desk.submit(timeout=3, intent=desk.intents.append)
            assert f"{answer.kind} {answer.reason}".strip() == outcome
            assert len(desk.intents) == 1
        watcher.rest()
        seen.append(watcher.told(back=False))
        context.close()
    posts = [[said for said in one.requests if said[0].startswith("POST")] for one in seen]
    assert [len(one) for one in posts] == [alone, gated]
    assert {said[1] for one in posts for said in one} == {posts[0][0][1]}  # the same body, always
    if alone == gated:
        for facet in FACETS:
            assert seen[0].differs(seen[1], facet) == ""
