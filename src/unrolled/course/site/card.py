r"""Draw the picture that social networks show: `python -m unrolled.course.site.card`.

It is the logo, large, and the book's title. Needs Chromium and playwright; the picture
is committed, so only who changes it runs this.
"""

import shutil
from io import BytesIO
from pathlib import Path

import yaml
from PIL import Image
from playwright.sync_api import sync_playwright

from unrolled.course.notebook import project_root

PAGE = """<body style="margin: 0; height: 630px; background: #fff; color: #1c2430;
  font-family: 'DejaVu Sans', sans-serif; box-sizing: border-box; padding: 75px 90px">
<style>svg {{ width: 720px; height: auto; color: #1b5faa; display: block }}</style>
{logo}
<h1 style="font-size: 92px; margin: 24px 0 0; letter-spacing: -2px">{name}</h1>
<p style="font-size: 42px; margin: 8px 0 0; color: #566072">{subject}</p>"""


def draw(title: str, logo: str) -> Image.Image:
    """Return the card of a book with a title "Name: subject" and an SVG logo."""
    name, subject = title.split(": ", 1)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1200, "height": 630})
        page.set_content(PAGE.format(logo=logo, name=name, subject=subject))
        png = page.screenshot()
        browser.close()
    return Image.open(BytesIO(png)).convert("RGB").quantize(64)


def main() -> None:
    """Write ``book/_static/card.png``."""
    root = project_root(Path.cwd())
    title = yaml.safe_load((root / "_config.yml").read_text("utf8"))["title"]
    static = root / "book/_static"
    card = draw(title, (static / "logo.svg").read_text("utf8"))
    card.save(static / "card.png", optimize=True)


if __name__ == "__main__":
    main()
