"""What the web app asks of Streamlit: how it serves, what it keeps to itself, how it looks by day and by night."""

from __future__ import annotations

SANS = (
    '-apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", '
    '"Source Han Sans SC", "Noto Sans SC", sans-serif'
)
"""Fonts that come with the reader's system; nothing is fetched."""

_SERVER = {
    "server.headless": "true",
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.enableAgentApi": "false",
    "runner.postScriptGC": "false",
    "runner.magicEnabled": "false",
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.toolbarMode": "minimal",
}

_SHAPE = {
    "theme.font": SANS,
    "theme.headingFont": SANS,
    "theme.baseRadius": "8px",
    "theme.showWidgetBorder": "true",
    "theme.linkUnderline": "true",
}

_DAY = {
    "primaryColor": "#1d4f8c",
    "backgroundColor": "#f7f8fa",
    "secondaryBackgroundColor": "#ffffff",
    "textColor": "#1b2430",
    "linkColor": "#1d4f8c",
    "borderColor": "#d5dbe3",
}

_NIGHT = {
    "primaryColor": "#2f6db3",
    "backgroundColor": "#12161c",
    "secondaryBackgroundColor": "#1b2129",
    "textColor": "#e4e8ee",
    "linkColor": "#9cc4f2",
    "borderColor": "#343d4a",
}


def settings() -> dict[str, str]:
    """Streamlit's options by their dotted names; `streamlit run` takes each as `--name=value`."""
    day = {f"theme.light.{name}": value for name, value in _DAY.items()}
    night = {f"theme.dark.{name}": value for name, value in _NIGHT.items()}
    return _SERVER | _SHAPE | day | night
