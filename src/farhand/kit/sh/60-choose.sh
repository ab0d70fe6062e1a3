# ---- what was asked for ---------------------------------------------------------------------------

kit_usage() {
  echo "farhand kit: $1" >&2
  echo "usage: sh kit.sh [--list] [--dry-run] [--only A,B] [--skip A,B] [--deadline 120s]" >&2
  echo "                 [--pid N] [--platform P] [--target T] [--here]" >&2
  exit 2
}

# The words at the top of this file.
kit_help() {
  kit_is_the_file || kit_usage "keep this kit as a file to read its first lines"
  sed -n -e '1d' -e '/^$/q' -e 's/^# \{0,1\}//p' "$0"
}

# Is this kit a file that can be read again?
kit_is_the_file() { [ -f "$0" ] && grep -q "^kit_id='$kit_id'\$" "$0" 2>/dev/null; }

# The seconds of 90, 90s or 2m.
kit_seconds() {
  case $1 in
    *m) kit_number=${1%m} kit_unit=60 ;;
    *) kit_number=${1%s} kit_unit=1 ;;
  esac
  case $kit_number in '' | *[!0-9]* | ??????*) kit_usage "--deadline $1 is not a time; write 90s or 2m" ;; esac
  echo $((kit_number * kit_unit))
}

# Is one of the words of $1, separated by commas, the number, the name or the check of check $2?
kit_is_in() {
  kit_facts "$2"
  for kit_word in $(echo "$1" | tr ',' ' '); do
    case " $kit_is " in *" $kit_word "*) return 0 ;; esac
  done
  return 1
}

# Every word of $2 must be a check here.
kit_known() {
  for kit_word in $(echo "$2" | tr ',' ' '); do
    kit_found=no
    for kit_n in $kit_all_checks; do kit_is_in "$kit_word" "$kit_n" && kit_found=yes; done
    [ "$kit_found" = yes ] || kit_usage "$1 $kit_word: there is no such check; --list shows them"
  done
}

# The checks of --only, or all; those of --skip are told later that they were declined.
kit_choose() {
  kit_known --only "$kit_only"
  kit_known --skip "$kit_skip"
  kit_chosen=
  for kit_n in $kit_all_checks; do
    if [ -z "$kit_only" ] || kit_is_in "$kit_only" "$kit_n"; then kit_chosen="$kit_chosen $kit_n"; fi
  done
}

# Shows the scripts as they stand in this file: they are run as they are shown.
kit_dry_run() {
  kit_is_the_file || kit_usage "--dry-run reads this file again: keep it as a file and run: sh kit.sh --dry-run"
  kit_uses=no
  for kit_n in $kit_chosen; do
    kit_is_in "$kit_skip" "$kit_n" && continue
    kit_facts "$kit_n"
    echo "# ==== $kit_is"
    kit_body "check_$kit_n"
    ! kit_body "check_$kit_n" | grep -q '^kit_shared$' || kit_uses=yes
  done
  if [ "$kit_uses" = yes ]; then
    echo "# ==== kit_shared, with which they begin"
    kit_body kit_shared
  fi
}

# What stands in this function of this file.
kit_body() { sed -n "/^$1() {\$/,/^} # end of $1\$/p" "$0" | sed '1d;$d'; }
