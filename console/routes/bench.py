"""The bench: model versions, what is asked of it, comparison, promotion, rolling back."""

from fastapi import APIRouter

router = APIRouter()
