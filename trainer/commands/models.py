"""Work on models: train one, look at its scores."""

import time

import click

from trainer import registry
from trainer.model_card import as_text, read_model
from trainer.settings import read_settings
from trainer.training import reload_server
from trainer.training import train as train_model


@click.command(options_metavar="[TUỲ CHỌN]")
@click.option("--force", is_flag=True, help="Huấn luyện lại dù đã có mô hình của đúng dữ liệu này.")
def train(*, force: bool) -> None:
    """Huấn luyện mô hình từ data/ và cho dùng ngay.

    Bỏ qua nếu đã có mô hình của đúng dữ liệu này.
    """
    settings = read_settings()
    began = time.monotonic()
    click.echo("Đang xuất dữ liệu và huấn luyện (thường dưới 90 giây)...")
    model, trained = train_model(settings, even_if_current=force)
    seconds = time.monotonic() - began
    done = f"Huấn luyện xong sau {seconds:.0f} giây" if trained else "Đã có mô hình của dữ liệu này"
    click.echo(f"{done}: {model.name}")
    if reload_server(settings, model):
        click.echo("Máy hiểu câu chữ đang chạy đã chuyển sang mô hình này.")


@click.command(options_metavar="")
def scores() -> None:
    """Điểm kiểm tra chéo của mô hình đang dùng: từng nhãn, chỗ hay nhầm, mã băm.

    Không chạy lại gì: mô hình tự mang theo điểm của lần huấn luyện nó.
    """
    model = registry.promoted(read_settings().nlu_dir)
    click.echo(f"{model.name}, {model.stat().st_size / 1e6:.1f} MB\n")
    click.echo(as_text(read_model(model)))


COMMANDS = (train, scores)
