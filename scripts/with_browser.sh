#!/usr/bin/env bash
# Builds the page and runs one script of tests/browser on it: scripts/with_browser.sh shots.mjs
. "$(dirname "$0")/common.sh"
scripts/build.sh
. scripts/browser.sh
node "tests/browser/$1"
