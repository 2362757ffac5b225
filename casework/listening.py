"""The socket of a door that is served over HTTP, opened where the operator can be told why not."""

import errno
import socket


class CannotListen(Exception):
    """Không mở được cổng để nhận kết nối."""


def listen(host: str, port: int, *, prefix: str) -> socket.socket:
    """Open a listening socket. Raises CannotListen with what to change in .env.

    `prefix` is that of the two settings: WEB for WEB_HOST and WEB_PORT. A web server that opens
    its own socket would end the whole process if it could not.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except (OSError, ValueError) as error:
        match getattr(error, "errno", None):
            case errno.EADDRINUSE:
                why = f"Cổng {port} đang có chương trình khác dùng; đổi {prefix}_PORT"
            case errno.EACCES:
                why = (
                    f"Máy này không cho mở cổng {port}; đổi {prefix}_PORT thành số từ 1024 trở lên"
                )
            case _:
                why = (
                    f"Không mở được địa chỉ {host} cổng {port}; "
                    f"sửa {prefix}_HOST hoặc {prefix}_PORT"
                )
        raise CannotListen(f"{why} (trong tệp .env), rồi chạy lại.") from None
    # asyncio does it for sockets of its own only. Without it each answer waits 40 ms for nothing.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
