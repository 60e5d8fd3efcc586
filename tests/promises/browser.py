"""Chromium without a window, and without a network: what it shows of a page, asks for and prints.

It is run in a network namespace of its own, where there is one to be had, so that nothing leaves
even while it is being found out whether anything would. Its log tells a page's requests from the
browser's own, which it makes to its maker whatever is opened.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PROGRAM = shutil.which("chromium")
MISSING = "Debian's package chromium is not installed"

PHONE = 360
"""Pixels: the width of the smallest telephones that are still sold."""

SECONDS = 60

_QUIET = (
    "--headless",
    "--no-sandbox",  # root may not have one; the pages are ours
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
)


@dataclass(frozen=True)
class Measured:
    """How a page comes out in a window of a given width."""

    name: str
    wide: int
    """Pixels that its content takes."""
    beyond: list[str]
    """Tags of elements that reach beyond the window."""
    smallest: float
    """Pixels of the smallest letters."""
    contrast: float
    """The lowest contrast between letters and what is behind them (WCAG 2)."""
    ran: bool
    """Whether a script in it ran."""


class Browser:
    """Runs Chromium with a profile of its own."""

    def __init__(self, place: Path) -> None:
        self.place = place
        place.mkdir(exist_ok=True)

    def run(self, *arguments: str) -> str:
        """Run it and return what it prints."""
        assert PROGRAM is not None
        command = [*_alone(), PROGRAM, *_QUIET, f"--user-data-dir={self.place / 'profile'}"]
        done = subprocess.run(
            [*command, *arguments],
            capture_output=True,
            check=True,
            cwd=self.place,
            text=True,
            timeout=SECONDS,
        )
        return done.stdout

    def asked_for(self, pages: list[Path]) -> list[str]:
        """Return every address outside that these pages made the browser ask for."""
        log, outer = self.place / "net.json", self.place / "frames.html"
        outer.write_text("".join(f'<iframe src="{page.as_uri()}"></iframe>' for page in pages))
        self.run(
            f"--log-net-log={log}", "--net-log-capture-mode=Everything", "--dump-dom", str(outer)
        )
        events: list[dict[str, Any]] = json.loads(log.read_text())["events"]
        told = [event["params"] for event in events if "url" in event.get("params", {})]
        return [
            each["url"]
            for each in told
            if each.get("initiator", "not an origin") != "not an origin"
            or each.get("network_isolation_key", "").startswith("file://")
        ]

    def measure(self, pages: list[Path], width: int = PHONE) -> list[Measured]:
        """Show each page in a frame of this width and measure it from outside."""
        outer = self.place / "measure.html"
        names = json.dumps([page.as_uri() for page in pages])
        outer.write_text(_OUTER.replace("NAMES", names).replace("WIDTH", str(width)))
        dom = self.run(
            "--allow-file-access-from-files",
            "--virtual-time-budget=20000",
            "--dump-dom",
            str(outer),
        )
        found = json.loads(dom.partition("<pre>")[2].partition("</pre>")[0])
        return [Measured(**each) for each in found]

    def print(self, page: Path) -> bytes:
        """Return the page as it is printed, without anything that the browser adds."""
        target = self.place / "printed.pdf"
        self.run("--no-pdf-header-footer", f"--print-to-pdf={target}", str(page))
        return target.read_bytes()

    def picture(self, page: Path, target: Path, *, width: int = PHONE, height: int = 800) -> None:
        """Write how the page looks to a PNG file."""
        self.run(f"--screenshot={target}", f"--window-size={width},{height}", str(page))


@cache
def _alone() -> tuple[str, ...]:
    """Return what cuts a program off from every network, if this machine lets us."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    command = (unshare, "--net", "--map-root-user")
    tried = subprocess.run([*command, "true"], capture_output=True, check=False)
    return command if tried.returncode == 0 else ()


_OUTER = """<!DOCTYPE html><meta charset="utf-8"><body><script>
const names = NAMES, found = [];
function light(colour) {
  const parts = colour.match(/[\\d.]+/g).map(Number);
  if (parts.length > 3 && parts[3] === 0) return null;
  const [r, g, b] = parts.slice(0, 3).map(c => {
    c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function behind(element, view) {
  for (let each = element; each; each = each.parentElement) {
    const found = light(view.getComputedStyle(each).backgroundColor);
    if (found !== null) return found;
  }
  return 1;
}
function measure(frame, name) {
  const inner = frame.contentDocument, view = frame.contentWindow, root = inner.documentElement;
  let smallest = 1000, contrast = 100;
  const beyond = [];
  for (const each of inner.body.querySelectorAll("*")) {
    if (each.getBoundingClientRect().right > WIDTH + 0.5) beyond.push(each.tagName);
    const own = [...each.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!own || !each.getClientRects().length) continue;
    const style = view.getComputedStyle(each);
    smallest = Math.min(smallest, parseFloat(style.fontSize));
    const [a, b] = [light(style.color), behind(each, view)].sort((x, y) => y - x);
    contrast = Math.min(contrast, (a + 0.05) / (b + 0.05));
  }
  found.push({name: name.split("/").pop(), wide: root.scrollWidth, beyond, smallest, contrast,
              ran: root.hasAttribute("data-ran")});
}
(async () => {
  for (const name of names) {
    const frame = document.createElement("iframe");
    frame.style = "width:WIDTHpx;height:800px;border:0";
    const loaded = new Promise(done => frame.onload = done);
    frame.src = name;
    document.body.append(frame);
    await loaded;
    measure(frame, name);
    frame.remove();
  }
  const out = document.createElement("pre");
  out.textContent = JSON.stringify(found);
  document.body.append(out);
})();
</script></body>"""
