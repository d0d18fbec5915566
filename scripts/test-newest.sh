#!/usr/bin/env bash
# Runs the whole test suite, or the command that is given, against the newest aws-cdk-lib and constructs
# that the peer dependencies allow, in a temporary copy of the working tree. The only script that needs the network.
set -euo pipefail
cd "$(dirname "$0")/.."

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

# What git tracks, as it stands in the working tree; a file deleted since is left out.
comm -23z <(git ls-files -z | sort -z) <(git ls-files -z --deleted | sort -z) \
  | tar --create --null --files-from=- | tar --extract --directory "$copy"

cd "$copy"
# shellcheck disable=SC2016 # JavaScript, not shell, in the quotes
peers=$(node -p 'Object.entries(require("./package.json").peerDependencies).map(([name, range]) => `${name}@${range}`).join(" ")')
# shellcheck disable=SC2086 # one word for each package
npm install --no-save --no-audit --no-fund --loglevel=error $peers

for package in aws-cdk-lib constructs; do
  echo "$package $(node -p "require('$package/package.json').version")"
done

# Coverage is held where the suite runs with the lowest version.
[ $# -gt 0 ] || set -- npm test -- --coverage=false
"$@"
