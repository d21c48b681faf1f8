"""Draws a chart as an SVG file with Matplotlib: dark on white, readable on any page."""
import math
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402  (after the choice of the backend)
from matplotlib.ticker import EngFormatter  # noqa: E402

from context import Chart, Panel  # noqa: E402

OWN, OTHERS = "#1f6fb4", "#9aa5b1"
STYLE = {"svg.fonttype": "none", "svg.hashsalt": "runner", "font.family": "sans-serif",
         "font.size": 10, "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True,
         "grid.color": "#e3e6ea", "axes.axisbelow": True}


def draw(chart: Chart, folder: Path) -> Path:
    columns = min(3, len(chart.panels))
    rows = -(-len(chart.panels) // columns)
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(rows, columns, figsize=(3.3 * columns, 2.8 * rows),
                                    squeeze=False, facecolor="white")
        for axis, panel in zip(axes.flat, chart.panels):
            (_bars if panel.bars else _line)(axis, panel)
            axis.set_title(panel.title)
        for axis in list(axes.flat)[len(chart.panels):]:
            axis.set_visible(False)
        figure.tight_layout()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{chart.name}.svg"
        figure.savefig(path, facecolor="white", metadata={"Date": None, "Creator": None})
        plt.close(figure)
    return path


def _bars(axis: plt.Axes, panel: Panel) -> None:
    names, values = zip(*panel.bars)
    colours = [OWN if name == "runner" else OTHERS for name in names]
    drawn = axis.barh(names, values, color=colours)
    axis.bar_label(drawn, labels=[f"{value:.3g}" for value in values], padding=3)
    axis.invert_yaxis()
    axis.grid(axis="y", visible=False)
    axis.margins(x=0.15)
    axis.set_xlabel(panel.y_label)


def _whole_decades(values: list[float]) -> tuple[float, float]:
    """Powers of ten around the values, with room for a marker."""
    return (10 ** math.floor(math.log10(min(values) / 1.2)),
            10 ** math.ceil(math.log10(max(values) * 1.2)))


def _line(axis: plt.Axes, panel: Panel) -> None:
    axis.plot(*zip(*panel.points), marker="o", markersize=4, color=OWN)
    axis.set(xscale="log", yscale="log", xlabel=panel.x_label, ylabel=panel.y_label)
    axis.set_ylim(_whole_decades([y for _, y in panel.points]))
    for scale in axis.xaxis, axis.yaxis:
        scale.set_major_formatter(EngFormatter(sep=""))  # 10k, 1M
    axis.minorticks_off()
