"""Markdown tables of numbers."""


def rounded(number: float) -> str:
    """Three significant digits: 0.0763, 18.6, 109, 12,300."""
    if number >= 1000:
        digits = len(str(int(number))) - 3
        return f"{round(number, -digits):,.0f}"
    return f"{number:#.3g}".rstrip(".") if number else "0"


def table(heads: list[str], rows: list[list[str]]) -> list[str]:
    """Columns whose heading begins with a space are text; the others are numbers."""
    rules = ["---" if head.startswith(" ") else "---:" for head in heads]
    heads = [head.strip() for head in heads]
    return [f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")
            for cells in (heads, rules, *rows)]
