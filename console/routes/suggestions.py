"""Suggestions from reviewed cases, in quarantine until a trainer decides."""

from fastapi import APIRouter

router = APIRouter()
