# shellcheck shell=bash
# Sourced by `demo` and `test`: afterwards $root is the checkout and $root/.venv has all we need.
#
# Debian and Ubuntu: what is missing comes through apt, if we are root or sudo asks for no password.
# Anywhere else (and when apt may not be used) it says exactly what is missing and exits with 2.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)"
venv="$root/.venv"
python=""

# Shared library or file -> the Debian package that brings it. Qt's wheels carry all the rest.
# Looked up by library, since Ubuntu and newer Debian give some packages other names (…t64).
needed_libraries=(
    libEGL.so.1:libegl1
    libGL.so.1:libgl1
    libxkbcommon.so.0:libxkbcommon0
    libfontconfig.so.1:libfontconfig1
    libdbus-1.so.3:libdbus-1-3
    libglib-2.0.so.0:libglib2.0-0
    # A window on a screen (xcb)
    libxcb-cursor.so.0:libxcb-cursor0
    libxcb-icccm.so.4:libxcb-icccm4
    libxcb-keysyms.so.1:libxcb-keysyms1
    libxcb-image.so.0:libxcb-image0
    libxcb-randr.so.0:libxcb-randr0
    libxcb-render-util.so.0:libxcb-render-util0
    libxcb-shape.so.0:libxcb-shape0
    libxcb-xkb.so.1:libxcb-xkb1
    libxkbcommon-x11.so.0:libxkbcommon-x11-0
    libX11-xcb.so.1:libx11-xcb1
    # Thai line breaks; the second is its dictionary
    libthai.so.0:libthai0
    /usr/share/libthai/thbrk.tri:libthai-data
)

# A desktop for the real program: screen, windows, tray, session bus, keyring, and the bus of screen
# readers. Tests that lack them are skipped, but fail where CI=true. Last, what breaks a disk at one
# system call; tests that may not trace are skipped anywhere.
# shellcheck disable=SC2034  # for the scripts that source this
desktop_parts=(
    Xvfb:xvfb openbox:openbox trayer:trayer xdotool:xdotool dbus-daemon:dbus
    gnome-keyring-daemon:gnome-keyring /usr/libexec/at-spi-bus-launcher:at-spi2-core
    strace:strace
)

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "XPEAK set-up: $*"
    exit 2
}

# A python3.N may be a pyenv shim for a version that is not switched on: only running it tells.
# Ubuntu 22.04's 3.11 is a release candidate, and pip misreads the lock's conditions there.
python_is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11, 0, "final"))' 2>/dev/null
}

# Debian splits ensurepip off into python3-venv; a home-built Python may lack the other two.
python_can_make_venv() {
    "$1" -c 'import ensurepip, venv, sqlite3, ssl' 2>/dev/null
}

find_python() {
    local candidate
    for candidate in python3 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if python_is_new_enough "$candidate" && python_can_make_venv "$candidate"; then
            python="$candidate"
            return
        fi
    done
    return 1
}

# The packages that would give us a Python, from the best we can see.
python_packages() {
    local version
    if ! command -v apt-cache >/dev/null || python_is_new_enough /usr/bin/python3; then
        echo python3 python3-venv
        return
    fi
    # An older Ubuntu keeps a newer Python beside its own; a bare Debian has none installed yet.
    for version in 3.13 3.12 3.11; do
        if apt-cache show "python$version-venv" >/dev/null 2>&1; then
            echo "python$version" "python$version-venv"
            return
        fi
    done
    echo python3 python3-venv
}

library_is_there() {
    case "$1" in
    /*) [ -e "$1" ] ;;
    # Read to the end: a grep that stops early would break ldconfig's pipe under pipefail.
    *) /sbin/ldconfig -p 2>/dev/null | grep -F "$1 " >/dev/null ;;
    esac
}

list_missing_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    local entry
    for entry in "${needed_libraries[@]}"; do
        library_is_there "${entry%%:*}" || echo "$entry"
    done
}

# Arguments: pairs program:package or pattern:package, wanted by one script only.
list_missing_programs() {
    [ "$(uname -s)" = Linux ] || return 0
    local entry part
    for entry in "$@"; do
        part="${entry%%:*}"
        case "$part" in
        /*) compgen -G "$part" >/dev/null || echo "$entry" ;;
        *) command -v "$part" >/dev/null || echo "$entry" ;;
        esac
    done
}

# Runs a command as root, or fails where that would need a password.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_be_root() {
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

apt_install() {
    say "Installing: $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" \
        </dev/null >&2
}

install_system_parts() {
    local missing packages without_python=""
    missing="$(list_missing_libraries; list_missing_programs "$@")"
    find_python || without_python=yes
    [ -n "$missing$without_python" ] || return 0

    if ! command -v apt-get >/dev/null; then
        fail "please install:${without_python:+ Python 3.11 or newer (with venv);}" \
            "$(cut -d: -f1 <<<"$missing" | xargs)"
    fi
    packages="$(cut -d: -f2 <<<"$missing" | xargs)"
    if ! may_be_root; then
        fail "please run: sudo apt-get install --no-install-recommends" \
            "${without_python:+$(python_packages)} $packages"
    fi
    as_root apt-get update -qq </dev/null >&2
    # shellcheck disable=SC2046,SC2086  # lists of package names: the words are meant to split
    apt_install ${without_python:+$(python_packages)} $packages
    find_python || fail "this system has no Python 3.11 or newer with venv; please install one"
}

# Arguments: such pairs, which a script can do without if need be.
install_if_possible() {
    local missing packages
    missing="$(list_missing_programs "$@")"
    [ -n "$missing" ] || return 0
    packages="$(cut -d: -f2 <<<"$missing" | xargs)"
    # shellcheck disable=SC2086  # a list of package names: the words are meant to split
    if command -v apt-get >/dev/null && may_be_root &&
        as_root apt-get update -qq </dev/null >&2 && apt_install $packages; then
        return 0
    fi
    say "Some tests will be skipped. For them: sudo apt-get install --no-install-recommends $packages"
}

# What the virtual environment was made from. A moved checkout or another Python makes a new one.
stamp_of_inputs() {
    echo "$root"
    "$python" -c 'import sys; print(sys.version)'
    cat "$root/resources/dev/requirements.lock" "$root/pyproject.toml" | cksum
}

fill_venv() {
    # Cleared only when its Python is gone or too old: others may be working in it.
    python_is_new_enough "$venv/bin/python" || "$python" -m venv --clear "$venv"
    local pip=("$venv/bin/python" -m pip --disable-pip-version-check --no-input install --quiet)
    # The lock is complete. Resolving anew, an older pip asks for the newest release of a package
    # that another one names with an extra, and fails since that release has no hash in the lock.
    "${pip[@]}" --no-deps --require-hashes -r "$root/resources/dev/requirements.lock"
    "${pip[@]}" --no-deps --no-build-isolation --editable "$root"
}

make_venv() {
    local stamp="$venv/xpeak-stamp" wanted
    wanted="$(stamp_of_inputs)"
    # One at a time: the demo and the tests may be started together in a fresh checkout.
    if command -v flock >/dev/null; then
        exec 9>"$root/.venv.lock"
        flock 9
    fi
    if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
        exec 9>&-
        return 0
    fi
    say "Making .venv (some 300 MB; a minute or two) ..."
    rm -f "$stamp"
    fill_venv >&2
    printf '%s\n' "$wanted" >"$stamp"
    exec 9>&-
}

# Arguments: program:package pairs that this script needs beside Python and Qt's libraries.
set_up() {
    # Somebody else's Python settings must not leak into the virtual environment.
    unset PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX VIRTUAL_ENV
    install_system_parts "$@"
    make_venv
    cd "$root" || exit
}
