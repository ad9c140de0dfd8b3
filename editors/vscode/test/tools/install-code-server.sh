#!/usr/bin/env bash
# Installs the VS Code that the tests run in, code-server, without its install scripts: these want the network, and the
# libraries of parts that a test never loads. Built is only what the server loads. Node's own folder is first on PATH.
set -euo pipefail
dest=$1 version=$2

mkdir -p "$dest"
cd "$dest"
echo '{"name": "vscode-for-tests", "private": true}' >package.json
quiet=(--ignore-scripts --no-audit --no-fund --loglevel=error)
npm install "${quiet[@]}" "code-server@$version"
cd node_modules/code-server/lib/vscode
npm install --omit=dev "${quiet[@]}"
JOBS=$(nproc) npm rebuild --foreground-scripts --loglevel=error @vscode/spdlog node-pty @vscode/native-watchdog >"$dest/build.log" 2>&1 ||
    { cat "$dest/build.log"; exit 1; }
cd extensions
npm install --omit=dev "${quiet[@]}"
