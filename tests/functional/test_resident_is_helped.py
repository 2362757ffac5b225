"""A resident tells what happened and is helped, on the real model, over real processes."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parents[2]


class Machine(Protocol):
    folder: Path
    nlu_port: int

    def door(self, *arguments: str, said: str = "") -> "subprocess.CompletedProcess[str]": ...


class Resident(Protocol):
    def says(self, text: str) -> list[str]: ...


def test_a_loss_told_in_the_terminal_starts_with_the_emergency_steps(machine: Machine) -> None:
    said = "nó kêu tui chuyển 20 triệu để chứng minh trong sạch, tui lỡ chuyển rồi\n"
    answer = machine.door("bot", "chat", said=said).stdout
    assert answer.startswith("🆘 Đã mất tiền: làm NGAY, theo thứ tự:\n1. Ngừng chuyển tiền")
    assert "Giả danh công an" in answer


def test_a_pasted_scam_is_named(resident: Resident) -> None:
    scam = (
        "Tai khoan cua ban dang dang nhap tren thiet bi la. "
        "Neu khong phai ban, vao ngay vcb-xacthuc.top de huy"
    )
    assert "Rất giống chiêu: " in resident.says(scam)[0]


def test_a_genuine_bank_message_frightens_nobody(resident: Resident) -> None:
    genuine = (
        "VCB: TK 0071000123456 -500,000VND luc 09:12 20/11. So du 12,350,000VND. ND: TRA TIEN DIEN"
    )
    said = "\n".join(resident.says(genuine))
    assert "🆘" not in said
    assert "Rất giống chiêu" not in said
    assert "an toàn" not in said


def test_alo_an_emoji_and_5000_characters_are_answered(resident: Resident) -> None:
    assert "Cảnh Giác" in resident.says("alo")[0]
    assert resident.says("😀")[0]
    long = "hồi sáng tui đi chợ mua rau rồi về nấu cơm, " * 110
    assert resident.says(f"{long} shipper lạ gọi kêu chuyển khoản tiền hàng tui không đặt")[0]


def test_with_rasa_killed_advice_comes_at_once_and_rasa_is_used_again(
    machine: Machine, resident: Resident
) -> None:
    story = "nó gửi lệnh bắt qua zalo, kêu chứng minh trong sạch, tui chưa chuyển đồng nào"
    assert "kém chắc hơn" not in resident.says(story)[0]
    kill_rasa(machine.nlu_port)
    began = time.monotonic()
    answer = resident.says(f"{story}, sợ quá")[0]
    assert time.monotonic() - began < 2
    assert "Giả danh công an" in answer
    assert "kém chắc hơn" in answer
    for _ in range(90):
        time.sleep(1)
        if "kém chắc hơn" not in resident.says("nó vẫn đòi chứng minh trong sạch, chưa chuyển")[0]:
            return
    raise AssertionError("rasa was not used again")


def kill_rasa(port: int) -> None:
    """Kill the process that listens on the NLU port; its supervisor stays."""
    listening = subprocess.run(
        ["pgrep", "-f", f"rasa run.*{port}"], capture_output=True, text=True, check=True
    )
    for pid in listening.stdout.split():
        os.kill(int(pid), signal.SIGKILL)
