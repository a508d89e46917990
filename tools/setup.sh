#!/bin/sh
# Leaves a working .venv with the locked packages and this project in it; does nothing when that is so already.
set -eu
cd "$(dirname "$0")/.."

fail() { echo "$1" >&2; exit 2; }

# A venv knows its own path, so the folder belongs to what must not have changed.
state() { { pwd -P; cat requirements.lock pyproject.toml tools/setup.sh; } | cksum; }

supported='import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'

find_python() {
    for python in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11; do
        if "$python" -c "$supported" 2>/dev/null; then
            [ -n "${found:-}" ] || found=$python
            "$python" -c 'import venv, ensurepip' 2>/dev/null && { echo "$python"; return; }
        fi
    done
    [ -n "${found:-}" ] || fail "Python 3.11, 3.12 or 3.13 is needed: on Debian 12 or later run apt-get install python3 python3-venv, then make again."
    fail "$found has no venv module: on Debian run apt-get install python3-venv, then make again."
}

# jieba comes as source only. Its build uses the setuptools of the lock, hash-checked like the rest, and nothing else.
build_tool() { awk '/^[a-z]/ { take = /^setuptools==/ } take' requirements.lock; }

pip() { .venv/bin/python -m pip --disable-pip-version-check "$@"; }

[ "$(cat .venv/.state 2>/dev/null)" = "$(state)" ] && exit 0

if ! .venv/bin/python -m pip --version >/dev/null 2>&1 || ! grep -qsF "$(pwd -P)" .venv/bin/activate; then
    python=$(find_python)
    echo "Creating .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi
echo "Installing the packages of requirements.lock (a few minutes the first time)"
build_tool > .venv/build-tool.txt
pip install --quiet --require-hashes -r .venv/build-tool.txt
pip install --quiet --require-hashes --no-build-isolation --use-pep517 -r requirements.lock
pip install -qq --no-deps --no-build-isolation --use-pep517 -e .
state > .venv/.state
