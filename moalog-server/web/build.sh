#!/bin/sh
# Builds the web page into the folder that is given, when its sources have changed; called by Maven.
# Without Node.js or without its packages the server is built without the page, which this says in one line.
set -eu
cd "$(dirname -- "$0")"
out=$1
stamp=$2
packages=node_modules/.moalog-packages

without() {
  rm -rf "$out" "$stamp"
  echo "moalog: built without the web page: $*"
  exit 0
}

checksum() {
  find "$@" -type f -exec cksum {} + | LC_ALL=C sort -k 3 | cksum
}

sources=$(checksum src public scripts index.html package.json package-lock.json tsconfig.json vite.config.ts build.sh)
if [ -f "$out/files.txt" ] && [ "$sources" = "$(cat "$stamp" 2>/dev/null)" ]; then
  exit 0
fi

command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 ||
  without "Node.js 20.19 or later and npm were not found (Debian: apt-get install nodejs npm)"
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)' ||
  without "Node.js $(node -v) is too old or odd: version 20.19, 22.12 or later is needed"

lock=$(cksum <package-lock.json)
if [ "$lock" != "$(cat "$packages" 2>/dev/null)" ]; then
  npm ci --prefer-offline --no-audit --no-fund --loglevel=error ||
    without "npm could not fetch the packages of package-lock.json; the next build tries again"
  printf '%s\n' "$lock" >"$packages"
fi

rm -f "$stamp"
MOALOG_WEB_OUT=$out npm run --silent build
mkdir -p "$(dirname -- "$stamp")"
printf '%s\n' "$sources" >"$stamp"
