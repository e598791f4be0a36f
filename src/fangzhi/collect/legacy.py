"""Old office files (.doc .wps .et) through LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from fangzhi.files.source import SourceFile
from fangzhi.model.value import digest_of_bytes

TARGETS: dict[str, str] = {"doc": "docx", "wps": "docx", "et": "xlsx"}
"""What each old type is converted to."""

_ASK: dict[str, str] = {"docx": "请用 Word 或 WPS 打开，另存为 .docx 再交来。",
                        "xlsx": "请用 Excel 或 WPS 打开，另存为 .xlsx 再交来。"}  # fmt: skip
_NAMES = ("soffice", "libreoffice", "soffice.exe", "soffice.com")
_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
SECONDS = 90.0
_KEPT = ("PATH", "SYSTEMROOT", "WINDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH")


def office() -> str | None:
    """Give the path of LibreOffice, or None where it is not installed."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def convert(
    path: Path, name: str, media_type: str, digest: str, *, seconds: float = SECONDS
) -> SourceFile | str:
    """Convert an admitted file; give it with the original's digest, or say in Chinese why not.

    Runs with an empty private profile (no macros, no extensions, nothing remembered) in a
    temporary folder that is removed afterwards.
    """
    target = TARGETS[media_type]
    program = office()
    if program is None:
        return (f"《{name}》是旧格式文件，要用 LibreOffice 转换才能读，本机没有安装。"
                f"{_ASK[target]}")  # fmt: skip
    try:
        data = path.read_bytes()
    except OSError:
        return f"《{name}》在读取途中被移走或锁住了。请等文件不再使用时重新读取。"
    if digest_of_bytes(data) != digest:
        return f"《{name}》在读取途中被改动了。请等文件不再编辑时重新读取。"
    # on Windows a program that was just ended may hold its files a moment longer
    with tempfile.TemporaryDirectory(prefix="fangzhi-", ignore_cleanup_errors=True) as folder:
        made = _run(program, data, media_type, target, Path(folder), seconds)
    if made is None:
        return f"《{name}》用 LibreOffice 转换没有成功（文件损坏、有密码或超过 {seconds:g} 秒）。{_ASK[target]}"
    remark = f"《{name}》是旧格式文件，经 LibreOffice 转换后读入，文中位置按转换后的文件计。"
    return SourceFile(path, name, made, digest, media_type, (remark,))


def _run(
    program: str, data: bytes, media_type: str, target: str, folder: Path, seconds: float
) -> bytes | None:
    given = folder / f"given.{media_type}"
    given.write_bytes(data)
    profile, out = folder / "profile", folder / "out"
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--nolockcheck", "--nodefault", "--convert-to", _FILTERS[target],
        "--outdir", str(out), str(given),
    ]  # fmt: skip
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    environment |= {"HOME": str(folder), "TMPDIR": str(folder), "TEMP": str(folder),
                    "TMP": str(folder), "SAL_USE_VCLPLUGIN": "svp"}  # fmt: skip
    try:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   start_new_session=os.name == "posix")  # fmt: skip
    except OSError:
        return None
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        _stop(process)
        return None
    except BaseException:  # Ctrl-C does not reach its session
        _stop(process)
        raise
    made = out / f"given.{target}"
    return made.read_bytes() if made.is_file() else None


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with the child it starts: the session, or on Windows the tree, it leads."""
    if os.name == "posix":
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    else:
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        process.kill()
    process.wait()
