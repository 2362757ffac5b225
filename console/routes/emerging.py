"""Clusters of cases of which the model knew little: perhaps a new script."""

from fastapi import APIRouter

router = APIRouter()
