# ---- the frame around what a check prints ---------------------------------------------------------

# The checksum of POSIX cksum, and the count of bytes. Some busybox have no cksum: then awk does the sum, with
# the four bytes a, b, c, d of it kept apart.
kit_cksum() {
  kit_sum=$(printf '%s\n' "$1" | cksum 2>/dev/null)
  [ -n "$kit_sum" ] || kit_sum=$(printf '%s\n' "$1" | awk '
    function differ(x, y, bit, out) {
      for (bit = 1; bit < 256; bit *= 2) {
        if (x % 2 != y % 2) out += bit
        x = int(x / 2)
        y = int(y / 2)
      }
      return out + 0
    }
    function take(byte, i) {
      i = exclusive[a, byte]
      a = exclusive[b, table[i, 1]]
      b = exclusive[c, table[i, 2]]
      c = exclusive[d, table[i, 3]]
      d = table[i, 4]
    }
    function make_tables(i, j, k, top) {
      for (i = 0; i < 256; i++) {
        code[sprintf("%c", i)] = i
        for (j = 0; j <= i; j++) exclusive[i, j] = exclusive[j, i] = differ(i, j)
      }
      for (i = 0; i < 256; i++) {
        a = i
        b = c = d = 0
        for (k = 0; k < 8; k++) {
          top = a >= 128
          a = a * 2 % 256 + int(b / 128)
          b = b * 2 % 256 + int(c / 128)
          c = c * 2 % 256 + int(d / 128)
          d = d * 2 % 256
          if (top) {
            a = exclusive[a, 4]
            b = exclusive[b, 193]
            c = exclusive[c, 29]
            d = exclusive[d, 183]
          }
        }
        table[i, 1] = a
        table[i, 2] = b
        table[i, 3] = c
        table[i, 4] = d
      }
      a = b = c = d = 0
    }
    BEGIN { make_tables() }
    {
      size += length($0) + 1
      for (n = 1; n <= length($0); n++) take(code[substr($0, n, 1)])
      take(10)
    }
    END {
      for (n = size; n; n = int(n / 256)) take(n % 256)
      printf "%.0f %d", ((255 - a) * 16777216) + ((255 - b) * 65536) + ((255 - c) * 256) + 255 - d, size
    }')
  echo "$kit_sum" | tr ' ' .
}

# Prints $2 between a begin line and an end line. The end line holds the clock, the checksum (POSIX cksum) and
# the length of each line, so that the reader can tell what a mail program has changed.
kit_seal() {
  kit_text="#farhand begin $1 host=$(uname -n) at=$kit_at
$2"
  printf '%s\n#farhand end at=%s sum=%s lines=%s\n' "$kit_text" "$(date -u +%s)" \
    "$(kit_cksum "$kit_text")" \
    "$(printf '%s\n' "$kit_text" | awk '{ printf "%s%s", s, length($0); s = "," }')"
}

# Runs check $1, of the description $2, for at most $3 seconds, and prints its frame.
kit_frame() {
  kit_at=$(date -u +%s)
  kit_mark="end-of-check-$$-$kit_at-$1"
  kit_out=$({
    trap kit_stop_check INT TERM HUP
    kit_bounded "$3" "check_$1"
    printf '\n%s %s %s %s\n' "$kit_mark" "$kit_rc" "$3" "$([ "$kit_stopped" = yes ] && echo stopped)"
  } 2>/dev/null | kit_mask "$kit_mark")
  kit_more=
  case $kit_out in *"farhand kit: stopped after $3 s
#farhand rc=124") kit_more=" stopped=$3" ;; esac
  kit_seal "$2$kit_more $kit_seen" "$kit_out"
}

# The frame of a check that was not run: a declined or missing look is evidence too.
kit_not_run() {
  kit_at=$(date -u +%s)
  kit_seal "$1 skipped=$2 $kit_seen" "farhand kit: not run: $3
#farhand rc=125"
}
