#!/usr/bin/env bash
# Makes sure of Chromium, its driver and the fonts that the tests need; sourced for CHROMIUM and CHROMEDRIVER.
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

PACKAGES="chromium chromium-driver fonts-dejavu-core fonts-noto-cjk"

find_browser() {
    CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || return 1
    CHROMEDRIVER=$(command -v chromedriver) || return 1
}

if ! find_browser; then
    if have apt-get && [ "$(id -u)" = 0 ]; then
        say "Installing Chromium for the tests"
        apt-get update -qq
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $PACKAGES >/dev/null
    fi
    find_browser || fail "The tests need Chromium and chromedriver of the same version on PATH.
On Debian or Ubuntu: sudo apt-get install $PACKAGES"
fi
export CHROMIUM CHROMEDRIVER

# npm leaves a copy of the lock file behind, so its age says whether the packages are current.
if [ tests/browser/package-lock.json -nt tests/browser/node_modules/.package-lock.json ]; then
    say "Installing the browser tests' packages into tests/browser/node_modules"
    (cd tests/browser && npm ci --no-audit --no-fund --ignore-scripts --loglevel=error && touch node_modules/.package-lock.json)
fi
