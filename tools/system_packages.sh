#!/usr/bin/env bash
# Sees that the system has the libraries Qt loads and a font; installs them when root on Debian, else names the command.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
    fontconfig fonts-dejavu-core libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 libxcb-cursor0 libxcb-icccm4
    libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0
    libxcb-xinerama0 libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0
)

missing() {
    local qt
    qt="$(.venv/bin/python -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')/Qt"
    ldd "$qt"/lib/libQt6{Gui,Widgets,DBus}.so.6 "$qt"/plugins/platforms/lib{qxcb,qoffscreen}.so 2>/dev/null |
        awk '/not found/ { print $1 }' | sort -u
    [ -n "$(fc-list 2>/dev/null | head -n 1)" ] || echo "a font"
}

[ "$(uname -s)" = Linux ] || exit 0
lacking="$(missing)"
[ -n "$lacking" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "setup: installing what Qt needs from the system" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
    lacking="$(missing)"
    [ -n "$lacking" ] || exit 0
fi
{
    echo "setup: the window and its tests need what this system lacks:" $lacking
    echo "setup: on Debian and Ubuntu run: sudo apt-get install ${packages[*]}"
} >&2
exit 1
