"""Signing in through the organisation's own sign-on (OpenID Connect)."""

from fastapi import APIRouter

router = APIRouter(prefix="/sso")
