/** Downloads over TLS, and vouches for what came by its detached signature. */
export const DOWNLOAD = String.raw`
download() { # URL FILE
  for pause in 2 5 10 0; do
    code=$(bounded curl -fsSL --proto =https --tlsv1.2 --connect-timeout 10 --max-time 180 -w '%{http_code}' -o "$2" "$1") && return 0
    status=$?
    case $code:$status in
      *:23) fail 'no space for the download' ;;
      40[0-79]:* | *:60) break ;;
    esac
    sleep "$pause"
  done
  rm -f "$2"
  log "cannot download $1 (HTTP status $code, curl status $status)"
  return 1
}

fetch() { # PATH FILE: from the first location that has it
  for location in $locations; do
    download "$location/$1" "$2" && return 0
  done
  fail "cannot download $1. Is there a route to AWS, or a mirror?"
}

fetch_key() { # PATH
  if [ -n "$key_url" ]; then download "$key_url" "$work/key"; else fetch "$1" "$work/key"; fi || fail 'no signing key'
}

isolated_gpg() {
  gpg --homedir "$work/gnupg" --batch --no-tty --quiet "$@"
}

verify() { # FILE SIGNATURE: ends the installation unless the key of that fingerprint signed the file
  mkdir -m 700 "$work/gnupg"
  isolated_gpg --import "$work/key" || fail 'the signing key cannot be read'
  isolated_gpg --status-fd 1 --verify "$2" "$1" >"$work/status"
  awk -v key="$fingerprint" '
    $2 == "GOODSIG" || $2 == "EXPKEYSIG" { good = 1 }
    $2 ~ /^(BADSIG|ERRSIG|EXPSIG|REVKEYSIG)$/ { bad = 1 }
    $2 == "VALIDSIG" && $NF == key { signed = 1 }
    END { exit !(good && signed && !bad) }
  ' "$work/status" || fail "the package is not signed by the key $fingerprint"
}
`;
