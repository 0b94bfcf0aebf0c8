"""From a `kernel.section.Document` to bytes: one self-contained HTML page, Markdown, lines for a terminal, charts as SVG."""
