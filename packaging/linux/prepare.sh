#!/bin/sh
# Makes .venv in the checkout, with what the program and its tests need, on Debian or Ubuntu.
# System packages are installed only when one is missing, which needs root or sudo.
set -eu
cd "$(dirname "$0")/../.."

qt="libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0
    libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
    libxcb-xinerama0"
tests="default-jre-headless poppler-utils xvfb postgresql pgbouncer"

is_installed() {
    dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed
}

if command -v dpkg-query >/dev/null; then
    missing=""
    for package in python3-venv $qt $tests; do
        is_installed "$package" || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        as_root=""
        if [ "$(id -u)" -ne 0 ]; then
            command -v sudo >/dev/null || {
                echo "These system packages are missing; install them as root:$missing" >&2
                exit 1
            }
            as_root="sudo"
        fi
        echo "Installing system packages:$missing"
        $as_root apt-get update -qq
        # shellcheck disable=SC2086  # one word a package
        $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends $missing
    fi
else
    echo "This is not Debian: Qt's system libraries are taken to be there."
fi

python=""
for candidate in "${PYTHON:-}" python3 /usr/bin/python3 python3.13 python3.12 python3.11; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python="$candidate"
        break
    fi
done
[ -n "$python" ] || { echo "Python 3.11 or newer with venv is needed." >&2; exit 1; }

[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
    -r requirements-dev.lock

# The checkout itself is found through its path, so nothing is built or fetched for it.
site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd >"$site/backchoice.pth"

touch .venv/.prepared
