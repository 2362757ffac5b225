"""The playbooks: how well each is recognised, its examples, its cases over time."""

from fastapi import APIRouter

router = APIRouter()
