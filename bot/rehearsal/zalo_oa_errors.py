"""The errors of the played Official Account API; the codes are from the notes of others."""

from starlette.responses import JSONResponse

from bot.rehearsal.platform import Fault, disturbed

TOKEN_INVALID, TOKEN_OVER = -216, -220
LIMITED, INVALID, NOT_FOLLOWING = -32, -201, -213
QUOTA_OVER, TOO_LATE, BLOCKED = -211, -230, -244


def fault_answer(fault: Fault) -> JSONResponse:
    """HTTP 429 and the servers' troubles as such; any other status as an error inside 200."""
    if broken := disturbed(fault):
        return broken
    headers = {} if fault.retry_after is None else {"retry-after": str(fault.retry_after)}
    if fault.status == 429 and fault.retry_after is None:  # noqa: PLR2004  # HTTP's own
        return error_answer(LIMITED, "Rate limit exceeded")
    if fault.status == 429 or fault.status >= 500:  # noqa: PLR2004
        return JSONResponse({"message": "oops"}, fault.status, headers)
    return error_answer(-fault.status, "refused")


def error_answer(code: int, message: str) -> JSONResponse:
    """An error as this API tells it: inside an answer with HTTP 200."""
    return JSONResponse({"error": code, "message": message})
