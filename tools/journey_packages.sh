#!/usr/bin/env bash
# Sees that the system has the programs that journeys start; installs them when root on Debian, else names the command.
set -euo pipefail

# A program of each package, so that another distribution may have it under another name.
declare -A package_of=(
    [Xvfb]=xvfb [dunst]=dunst [dunstctl]=dunst [dbus-daemon]=dbus-daemon [dbus-monitor]=dbus-bin
    [notify-send]=libnotify-bin [import]=imagemagick [xdpyinfo]=x11-utils [xdotool]=xdotool [faketime]=faketime
    [openbox]=openbox
)

lacking() {
    local program
    for program in "${!package_of[@]}"; do
        command -v "$program" >/dev/null || echo "${package_of[$program]}"
    done | sort -u
    # What starts the accessibility bus is on nobody's path, and not everywhere at the same place.
    compgen -G '/usr/lib*/at-spi*/at-spi-bus-launcher' >/dev/null || [ -x /usr/libexec/at-spi-bus-launcher ] ||
        echo at-spi2-core
    # Without the font's emoji a picture shows boxes.
    [ -n "$(fc-list :lang=und-zsye 2>/dev/null | head -n 1)" ] || echo fonts-noto-color-emoji
}

[ "$(uname -s)" = Linux ] || exit 0
mapfile -t packages < <(lacking)
[ "${#packages[@]}" -gt 0 ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "setup: installing what the journeys need: ${packages[*]}" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "${packages[@]}" >/dev/null
    mapfile -t packages < <(lacking)
    [ "${#packages[@]}" -gt 0 ] || exit 0
fi
echo "setup: the journeys lack programs. On Debian and Ubuntu run: sudo apt-get install ${packages[*]}" >&2
exit 1
