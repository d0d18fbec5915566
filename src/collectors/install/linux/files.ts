/**
 * Puts files in place, all or none. What is to be below `/` lies below `$work/root`; each file that differs is first written beside its target,
 * so that the renaming needs no room on the disk, and what it replaces is kept until the service runs.
 */
export const FILES = String.raw`
differing_files() {
  (cd "$work/root" && find . -type f) | sed 's/^\.//' | while read -r file; do
    cmp -s "$work/root$file" "$file" || echo "$file"
  done
}

remove() { # SUFFIX
  for file in $files; do
    rm -f "$file$1"
    rmdir -p "$(dirname "$file")" 2>/dev/null
  done
}

place_files() {
  phase=staging
  for file in $files; do
    mkdir -p "$(dirname "$file")" && cp -p "$work/root$file" "$file.cdk-new" && continue
    fail "cannot write $file (is the disk full?)"
  done
  phase=placing
  for file in $files; do
    [ ! -e "$file" ] || ln -f "$file" "$file.cdk-old" || fail "cannot keep $file"
    mv -f "$file.cdk-new" "$file" || fail "cannot replace $file"
  done
}

take_back_files() {
  for file in $files; do
    if [ -e "$file.cdk-new" ]; then rm -f "$file.cdk-new" "$file.cdk-old"
    elif [ -e "$file.cdk-old" ]; then mv -f "$file.cdk-old" "$file"
    else rm -f "$file"
    fi
  done
  remove .cdk-old
}
`;
