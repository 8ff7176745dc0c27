#!/usr/bin/env bash
# Builds .venv at the root from the locked requirements, and asks for what the system lacks.
# PYTHON=/path/to/python chooses the interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
has_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() {
    say "installing $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

find_python() {
    local name
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if command -v "$name" >/dev/null && is_new_enough "$name"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

ensure_venv_module() {
    has_venv "$1" && return
    local package
    package="$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    may_install && apt_install "$package" && has_venv "$1" && return
    die "$1 cannot make virtual environments. On Debian and Ubuntu run: sudo apt-get install $package"
}

python="$(find_python)" || {
    [ -z "${PYTHON:-}" ] || die "$PYTHON is no Python 3.11 or newer."
    may_install && apt_install python3 python3-venv
    python="$(find_python)" || die "no Python 3.11 or newer was found. Install one, or name it: make setup PYTHON=/path/to/python3"
}
ensure_venv_module "$python"

if [ ! -x .venv/bin/python ] || ! is_new_enough .venv/bin/python || ! has_venv .venv/bin/python; then
    say "making .venv with $python"
    "$python" -m venv --clear .venv
fi
say "installing the locked requirements"
# The list is whole, so pip looks for nothing: asked to resolve, it would take a newer release of a package with extras.
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
    -r requirements.lock
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
tools/system_packages.sh || say "going on: escalationctl works without these."
touch .venv/.stamp
