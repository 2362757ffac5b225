"""Edits data/scam_patterns.yml and the examples in the browser."""

from fastapi import APIRouter

router = APIRouter()
