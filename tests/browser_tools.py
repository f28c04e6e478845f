"""A host on 127.0.0.1, a browser that reaches nothing else, and a watch on what a page does behind the reader's back."""

import functools
import http.server
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

# No name resolves, so that no test can pass because of something on the network.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}
# Milliseconds. Enough on a busy machine; short enough that a failing test fails soon.
PATIENCE = 10_000


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as a real host does: with 404.html, and the status 404, where there is no such page."""

    protocol_version = "HTTP/1.1"  # one connection for a page's files, which is much faster

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@contextmanager
def host(folder: Path):
    """Serves `folder` for as long as the block runs; gives the address, without a slash at the end."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@dataclass(frozen=True)
class Edition:
    """A built guide, the address where its files are, and whether a folder's address shows its index.html."""

    folder: Path
    address: str
    folders: bool

    def pages(self, holding: str = "") -> list[str]:
        """The addresses of all pages whose HTML holds `holding`, the home page first."""
        found = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html")
                       if path.name != "404.html" and holding in path.read_text(encoding="utf-8"))
        found.sort(key=lambda name: name != "index.html")
        return [self.url(name) for name in found]

    def url(self, name: str) -> str:
        """The address of a file, as the guide's own links write it."""
        if self.folders and name.split("/")[-1] == "index.html":
            name = name.removesuffix("index.html")
        return f"{self.address}/{name}"

    def owns(self, url: str) -> bool:
        """Whether `url` is part of this edition or needs no request at all."""
        if urlsplit(url).scheme in ("data", "blob", "about"):
            return True
        return unquote(url).startswith(f"{unquote(self.address)}/")


@dataclass
class Watch:
    """What went on in a browser context; `faults` is empty when nothing a reader would object to did."""

    edition: Edition
    faults: list[str] = field(default_factory=list)

    def request(self, request):
        if not self.edition.owns(request.url):
            self.faults.append(f"asked another place for {request.url}")

    def response(self, response):
        if response.status >= 400:
            self.faults.append(f"{response.status} for {response.url}")

    def failed(self, request):
        # A page that is left stops what it was still loading; that is nobody's fault.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"{request.failure} for {request.url}")

    def console(self, message):
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")

    def weberror(self, error):
        self.faults.append(f"script error: {error.error}")


@contextmanager
def reader(browser, edition: Edition, viewport: dict = DESKTOP, **options):
    """A reader with nothing stored: a page, and a Watch on it.

    `options` are those of Playwright's new_context.
    """
    context = browser.new_context(viewport=viewport, **options)
    context.set_default_timeout(PATIENCE)
    watch = Watch(edition)
    context.on("request", watch.request)
    context.on("response", watch.response)
    context.on("requestfailed", watch.failed)
    context.on("console", watch.console)
    context.on("weberror", watch.weberror)
    # A block by the security policy is not always said on the console.
    context.add_init_script("""addEventListener("securitypolicyviolation", (event) =>
        console.error(`security policy: ${event.effectiveDirective} blocked ${event.blockedURI}`))""")
    try:
        yield context.new_page(), watch
    finally:
        context.close()
