"""A second start on a file that is open here: the window that has it comes to the front instead.

Two programs of one user speak through a local socket, named after their desk and the file. The second sends
the path, ended by a zero; the first answers once its window came.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from mentordesk.storage.moved import identity_of

PATIENCE = 3000
"""Milliseconds that a window may be busy before a second start opens one of its own."""

LONGEST = 32_768
"""Bytes of a path that are listened to."""

END, CAME = b"\0", b"\1"


def name_of(path: Path, device: str) -> str:
    """What the socket of a desk's window on a file is called, however the path is written."""
    volume, number = identity_of(path) or (0, 0)
    return f"mentordesk-{device}-{volume:x}-{number:x}"


def brought_forward(path: Path, device: str) -> bool:
    """Whether a window of this desk has the file, and came to the front."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(path, device))
    if not socket.waitForConnected(PATIENCE):
        return False
    _let_it_come()
    socket.write(os.fsencode(path.absolute()) + END)
    socket.flush()
    return socket.waitForReadyRead(PATIENCE) and socket.readAll().data() == CAME


def _let_it_come() -> None:
    """Windows lets a window come to the front only when the program that was just started allows it."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)


class Doorbell(QObject):
    """Listens for second starts on a file until `silence`; only who holds the file may listen.

    `came(path)` tells whether that is the open file and its window came. Where nothing can listen, a second
    start opens a window of its own.
    """

    def __init__(self, parent: QObject, path: Path, device: str, came: Callable[[Path], bool]) -> None:
        super().__init__(parent)
        self._came = came
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._rung)
        name = name_of(path, device)
        QLocalServer.removeServer(name)  # of a program that was killed
        self._server.listen(name)

    @property
    def place(self) -> str:
        """Where it listens: a socket on the disk, a pipe on Windows."""
        return self._server.fullServerName()

    def silence(self) -> None:
        self._server.close()
        self.deleteLater()

    def _rung(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.setReadBufferSize(LONGEST)
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(lambda: self._hear(socket))
        self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        """Answer once the whole path has come."""
        said = bytes(socket.peek(LONGEST).data())
        if said.endswith(END):
            socket.readAll()
            if self._came(Path(os.fsdecode(said[:-1]))):
                socket.write(CAME)
                socket.flush()
            socket.disconnectFromServer()
        elif len(said) >= LONGEST:
            socket.abort()
