"""What `pip install` gives: a wheel brings the built pages, and serves them where Node.js is not."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from rosana.server.page import page_is_built
from tests.acceptance.server import running

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not page_is_built(), reason="needs the built page: make page")
def test_a_wheel_brings_the_pages_and_serves_them_compressed(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    installed = tmp_path / "installed"
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    mark = "<!-- from the wheel -->"
    with (installed / "rosana" / "server" / "page" / "page" / "index.html").open("a") as page:
        page.write(mark)
    with running(tmp_path / "data", PYTHONPATH=str(installed)) as server:
        served = {path: server.http.get(path).raise_for_status() for path in ("/", "/console/", "/widget.js")}
        assert served["/"].text.endswith(mark)
        named = re.findall(r'(?:src|href)="(?:\./|\.\./)(assets/.*?)"', served["/"].text + served["/console/"].text)
        assert any(each.endswith(".js") for each in named)
        assert any(each.endswith(".css") for each in named)
        for asset in named:
            answer = server.http.get(f"/{asset}").raise_for_status()
            assert answer.headers["content-encoding"] == "gzip"
        assert served["/widget.js"].headers["content-encoding"] == "gzip"
