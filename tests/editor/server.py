"""yaml-language-server, the server behind the YAML support of editors, as a child that is talked to over stdio."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NEEDED = "tests/editor needs node and npm (20 or later): install them, or run the other rings."
PATIENCE = 60  # seconds for any answer; a machine that is at work is slow to start node

Message = dict[str, Any]


def install(folder: Path) -> Path:
    """Install what package-lock.json pins by hash, through npm's own registry; the program of the server.

    Raises RuntimeError where node or npm is missing: this ring is never skipped.
    """
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        raise RuntimeError(NEEDED)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder / name)
    words = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        raise RuntimeError(f"npm ci failed:\n{done.stdout}{done.stderr}")
    return folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


class Server:
    """The server at work on a project, with the settings that `bots schema` wrote for VS Code."""

    def __init__(self, program: Path, project: Path, settings: Mapping[str, Any]) -> None:
        self.project = project
        self.settings = settings
        self._answers: queue.Queue[Message] = queue.Queue()
        self._told: queue.Queue[Message] = queue.Queue()
        self._number = 0
        self._child = subprocess.Popen(
            ["node", str(program), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        folder = {"uri": project.as_uri(), "name": project.name}
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": project.as_uri(),
                "workspaceFolders": [folder],
                "capabilities": {
                    "workspace": {"configuration": True, "workspaceFolders": True},
                    "textDocument": {
                        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                        "hover": {"contentFormat": ["markdown"]},
                    },
                },
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {"yaml": self._section("yaml")}})
        self._wait_for_schemas()

    def close(self) -> None:
        """End the child."""
        self._child.terminate()
        self._child.wait(timeout=20)
        self._listener.join(timeout=20)
        for pipe in (self._child.stdin, self._child.stdout):
            assert pipe is not None
            pipe.close()

    def _wait_for_schemas(self) -> None:
        """Settings and schemas are read after the start: a file that is wrong tells when they were."""
        for number in range(100):
            if self.problems(self.open(f"recipes/first{number}.yaml", f"wrong{number}: 1\n")):
                return
        raise RuntimeError("the server finds nothing wrong with what is wrong")

    # ------------------------------------------------------------------ what an editor does

    def open(self, name: str, text: str) -> str:
        """Open a file of the project in the editor; its address."""
        uri = (self.project / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def problems(self, uri: str) -> list[Message]:
        """What the editor underlines: the first findings told of a file."""
        while True:
            told = self._told.get(timeout=PATIENCE)
            if told.get("method") == "textDocument/publishDiagnostics" and told["params"]["uri"] == uri:
                found: list[Message] = told["params"]["diagnostics"]
                return found

    def offered(self, uri: str, line: int, column: int) -> dict[str, str]:
        """What is offered at a place (from 0), with its text."""
        found = self.ask("textDocument/completion", _at(uri, line, column))
        return {one["label"]: _text(one.get("documentation", "")) for one in found["items"]}

    def hover(self, uri: str, line: int, column: int) -> str:
        """What is shown of the word at a place (from 0)."""
        found = self.ask("textDocument/hover", _at(uri, line, column))
        return _text(found["contents"]) if found else ""

    # ------------------------------------------------------------------ the wire

    def ask(self, method: str, parameters: Message) -> Any:
        """Ask and wait for the answer. Raises RuntimeError for an error, queue.Empty where none comes."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": parameters})
        while True:
            answer = self._answers.get(timeout=PATIENCE)
            if answer["id"] == self._number:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                return answer["result"]

    def _tell(self, method: str, parameters: Message) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        assert self._child.stdin is not None
        self._child.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._child.stdin.flush()

    def _listen(self) -> None:
        out = self._child.stdout
        assert out is not None
        while line := out.readline():
            size = int(line.split(b":")[1]) if line.lower().startswith(b"content-length") else 0
            while line.strip():
                line = out.readline()
            message: Message = json.loads(out.read(size))
            if "method" not in message:
                self._answers.put(message)
            elif "id" in message:
                self._send({"id": message["id"], "result": self._wanted(message)})
            else:
                self._told.put(message)

    def _wanted(self, message: Message) -> Any:
        """The answer to a question of the server: the settings that it asks for, else nothing."""
        if message["method"] == "workspace/configuration":
            return [self._section(one.get("section", "")) for one in message["params"]["items"]]
        return None

    def _section(self, name: str) -> Any:
        """The settings `yaml.schemas`, … as one object `{schemas: …}`, as VS Code gives them."""
        if name in self.settings:
            return self.settings[name]
        before = f"{name}."
        found = {key[len(before):]: one for key, one in self.settings.items() if key.startswith(before)}
        return {**found, "schemaStore": {"enable": False}} if name == "yaml" else found


def _at(uri: str, line: int, column: int) -> Message:
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}


def _text(said: Any) -> str:
    return str(said["value"] if isinstance(said, dict) else said)
