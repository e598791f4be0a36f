"""Child processes that read files from outside: limited, without a network, replaced when lost.

What a child answers is data of a stated type, never a pickle: a parser that was taken over must
not get a word in the parent.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Generic, TypeVar

import msgspec

from fangzhi.files.limits import CHILD_LIMITS, ChildLimits, in_words
from fangzhi.files.system.fence import fence, uninterrupted
from fangzhi.model.value import read_msgpack

R = TypeVar("R")

_VALUE, _FAILURE, _READY = b"v", b"f", b"r"
_START_SECONDS = 60.0
_AHEAD = 4

FAILURES: dict[str, str] = {
    "crashed": "读这个文件时，读取程序意外退出（{what}），已换一个重新开始，别的文件不受影响。"
    "请用原来的软件打开后另存一份再交来。",
    "timeout": "读这个文件超过了 {what} 秒，已停下，别的文件不受影响。"
    "请拆成几个文件，或用原来的软件另存一份再交来。",
    "memory": "读这个文件要用的内存超过了上限（{what}），已停下，别的文件不受影响。"
    "请拆成几个文件，或压缩其中的图片后再交来。",
    "fault": "读这个文件时，读取程序出了错（{what}），别的文件不受影响。"
    "请把文件和这句话一起反馈给维护人员。",
    "start": "读取程序起不来（{what}）。请运行 fangzhi doctor 检查安装。",
}


class Failure(msgspec.Struct, frozen=True):
    """Why a task gave no value: `code` is a key of FAILURES, `message` the sentence for people."""

    code: str
    message: str


def _failure(code: str, what: object) -> Failure:
    return Failure(code, FAILURES[code].format(what=what))


def run_guarded(
    function: Callable[..., R], args: tuple[Any, ...], returns: type[R],
    limits: ChildLimits = CHILD_LIMITS,
) -> R | Failure:  # fmt: skip
    """Call an importable function once in a child process; a crash is a Failure, not an
    exception."""
    with GuardedPool(function, returns, limits=limits) as pool:
        return next(pool.map([args]))


class _Worker:
    """The parent's side of one child."""

    def __init__(self, limits: ChildLimits, warm: Sequence[str]) -> None:
        context = get_context("spawn")
        self.line, other = context.Pipe()
        self._limits = limits
        self._process = context.Process(target=_serve, args=(other, limits, warm), daemon=True)
        with uninterrupted():
            self._process.start()
        other.close()
        self.task = -1
        self.ready = False
        self.deadline = time.monotonic() + _START_SECONDS

    def give(self, task: int, function: Callable[..., Any], args: tuple[Any, ...]) -> bool:
        """Hand over a task; False when the child is gone."""
        self.task = task
        try:
            self.line.send_bytes(pickle.dumps((function, args)))
        except OSError:
            return False
        if self.ready:
            self.deadline = time.monotonic() + self._limits.seconds
        return True

    def hear(self) -> bytes | None:
        """Give the next answer; None when the child is gone."""
        try:
            answer = self.line.recv_bytes()
        except (EOFError, OSError):
            return None
        if answer == _READY:
            self.ready = True
            self.deadline = time.monotonic() + self._limits.seconds
        return answer

    def gone(self) -> Failure:
        """Say how the child ended."""
        self._process.join(1.0)
        code = self._process.exitcode
        return _failure("crashed" if self.ready else "start", f"退出码 {code}")

    def overdue(self) -> Failure:
        """Say that the time is up."""
        if not self.ready:
            return _failure("start", f"{_START_SECONDS:g} 秒内没有回应")
        return _failure("timeout", f"{self._limits.seconds:g}")

    def kill(self) -> None:
        """End the child at once."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.line.close()


class GuardedPool(Generic[R]):
    """Child processes that call one function; answers come back in order, failures as values.

    `function` must be importable by name, `returns` the type of what it gives (msgspec reads it
    back). `warm` names modules to import before the clock of the first task starts. Use as a
    context manager: leaving it, also by Ctrl-C, ends the children.
    """

    def __init__(
        self, function: Callable[..., R], returns: type[R], workers: int = 1,
        limits: ChildLimits = CHILD_LIMITS, warm: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self._function = function
        self._returns = returns
        self._limits = limits
        self._warm = tuple(warm)
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._count = max(workers, 1)

    def __enter__(self) -> GuardedPool[R]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()

    def close(self) -> None:
        """End all children at once; work under way is lost."""
        for worker in self._idle + self._busy:
            worker.kill()
        self._idle, self._busy = [], []

    def map(self, items: Iterable[tuple[Any, ...]]) -> Iterator[R | Failure]:
        """Call the function with each tuple of arguments; yield in the order of the items."""
        waiting = enumerate(items)
        done: dict[int, R | Failure] = {}
        given, out, more = 0, 0, True
        try:
            while more or self._busy or done:
                while more and len(self._busy) < self._count and given - out < self._window:
                    item = next(waiting, None)
                    more = item is not None
                    if item is not None:
                        self._give(*item)
                        given += 1
                while out in done:
                    yield done.pop(out)
                    out += 1
                if self._busy:
                    done.update(self._collect())
        finally:
            for worker in self._busy:
                worker.kill()
            self._busy = []

    @property
    def _window(self) -> int:
        return self._count * _AHEAD

    def _give(self, task: int, args: tuple[Any, ...]) -> None:
        while True:
            worker = self._idle.pop() if self._idle else _Worker(self._limits, self._warm)
            if worker.give(task, self._function, args) or not worker.ready:
                self._busy.append(worker)
                return
            worker.kill()

    def _collect(self) -> Iterator[tuple[int, R | Failure]]:
        """Wait until something happens; give what was finished or lost."""
        first = min(worker.deadline for worker in self._busy)
        heard = wait([worker.line for worker in self._busy], max(first - time.monotonic(), 0.0))
        for worker in tuple(self._busy):
            if worker.line in heard:
                answer = worker.hear()
                if answer == _READY:
                    continue
                yield worker.task, self._settle(worker, answer)
            elif time.monotonic() >= worker.deadline:
                yield worker.task, self._drop(worker, worker.overdue())

    def _settle(self, worker: _Worker, answer: bytes | None) -> R | Failure:
        if answer is None:
            return self._drop(worker, worker.gone())
        if answer[:1] == _FAILURE:
            failure = read_msgpack(answer[1:], Failure)
            if failure.code in {"memory", "start"}:
                return self._drop(worker, failure)
        self._busy.remove(worker)
        self._idle.append(worker)
        if answer[:1] == _FAILURE:
            return failure
        try:
            return read_msgpack(memoryview(answer)[1:], self._returns)
        except msgspec.MsgspecError as fault:
            return _failure("fault", f"{type(fault).__name__}：{fault}")

    def _drop(self, worker: _Worker, failure: Failure) -> Failure:
        self._busy.remove(worker)
        worker.kill()
        return failure


def _serve(line: Connection, limits: ChildLimits, warm: Sequence[str]) -> None:
    """The child's side: behind the fence, answer until the line is cut."""
    try:
        fence(limits.memory)
        for module in warm:
            import_module(module)
    except Exception as fault:  # an installation that does not hold together
        line.send_bytes(_failed("start", f"{type(fault).__name__}：{fault}"[:300]))
        return
    line.send_bytes(_READY)
    while True:
        try:
            task = line.recv_bytes()
        except (EOFError, OSError):
            return
        line.send_bytes(_answer(task, limits))


def _answer(task: bytes, limits: ChildLimits) -> bytes:
    try:
        function, args = pickle.loads(task)
        return _VALUE + msgspec.msgpack.encode(function(*args))
    except MemoryError:
        return _failed("memory", in_words(limits.memory))
    except BaseException as fault:  # whatever happens in here must reach the parent as a value
        return _failed("fault", f"{type(fault).__name__}：{fault}"[:300])


def _failed(code: str, what: object) -> bytes:
    return _FAILURE + msgspec.msgpack.encode(_failure(code, what))
