"""A conversation in the terminal with nothing but Python's own library.

    python3 examples/chat.py [http://localhost:8000]

An answer goes on when the connection breaks or the server is restarted: each event has an id, and whoever comes back
says the last one that they have. Ctrl-C while an answer is written stops the answer, and at the prompt it ends all.
"""

import json
import sys
import time
import urllib.error
import urllib.request
import uuid

SERVER = (sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000").rstrip("/")
ENDS = {"completed", "stopped", "failed", "blocked"}


def call(method, path, body=None, **headers):
    data = None if body is None else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if data is not None:
        named["Content-Type"] = "application/json"
    request = urllib.request.Request(SERVER + path, data, named, method=method)
    return urllib.request.urlopen(request, timeout=60)


def events_of(response):
    """Whole events alone: what is cut off in the middle is told again."""
    fields = {}
    for raw in response:
        line = raw.decode().rstrip("\r\n")
        if line == "":
            if "data" in fields:
                yield fields["id"], fields["event"], json.loads(fields["data"])
            fields = {}
        elif not line.startswith(":"):
            name, _, value = line.partition(": ")
            fields[name] = value


class Answer:
    """One answer, followed to its end whatever happens to the connection."""

    def __init__(self, conversation, content):
        self.path = f"/v1/conversations/{conversation}/messages"
        self.content = content
        self.key = str(uuid.uuid4())
        self.cursor = None

    @property
    def run(self):
        return self.cursor and self.cursor.rpartition(":")[0]

    def connect(self):
        if self.cursor is None:
            # With its key, to send it once more is to ask for the same answer.
            return call("POST", self.path, {"content": self.content}, Accept="text/event-stream", Idempotency_Key=self.key)
        return call("GET", f"/v1/runs/{self.run}/events", Last_Event_ID=self.cursor)

    def events(self):
        wait = 0.25
        while True:
            try:
                for cursor, kind, data in events_of(self.connect()):
                    self.cursor, wait = cursor, 0.25
                    yield kind, data
                    if kind in ENDS:
                        return
            except urllib.error.HTTPError as refusal:
                if refusal.code < 500:
                    raise
                refusal.close()
            except OSError:
                pass
            time.sleep(wait)
            wait = min(2 * wait, 8)


def answer(conversation, content):
    reply = Answer(conversation, content)
    text = ""
    try:
        for kind, data in reply.events():
            if kind == "delta":
                text += data["text"]
                print(data["text"], end="", flush=True)
            elif kind == "restarted":
                text = ""
                print("\n[told again from the start]")
            elif kind == "retracted":
                text = text[: data["keep"]]
                print(f"\n[taken back; what stays:]\n{text}", end="")
            elif kind in ("failed", "blocked"):
                print(f"\n[{data['error']['title']}. {data['error']['detail']}]", end="")
    except KeyboardInterrupt:
        if reply.run:
            call("POST", f"/v1/runs/{reply.run}/stop").close()
        print("\n[stopped]", end="")
    print()


def main():
    with call("POST", "/v1/conversations", {}) as created:
        conversation = json.load(created)["id"]
    while True:
        try:
            said = input("> ").strip()
        except (EOFError, KeyboardInterrupt):
            return print()
        if said:
            answer(conversation, said)


try:
    main()
except urllib.error.HTTPError as refusal:
    problem = json.load(refusal)
    sys.exit(f"{problem.get('title', refusal.reason)}. {problem.get('detail', '')}")
except urllib.error.URLError as failure:
    sys.exit(f"There is nobody at {SERVER} ({failure.reason}). Start the server, or give its address.")
