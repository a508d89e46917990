#!/bin/sh
# The browser tests need Chromium and a font with Chinese characters: installs them where that is allowed.
set -eu

browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
font() { command -v fc-list && [ -n "$(fc-list :lang=zh family)" ]; }

browser >/dev/null && font >/dev/null && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing chromium and fonts-noto-cjk for the browser tests"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fontconfig fonts-noto-cjk >/dev/null
else
    echo "The browser tests need Chromium and a Chinese font: install the packages chromium and fonts-noto-cjk, then make test again." >&2
    exit 2
fi
