# ---- whose environment ----------------------------------------------------------------------------

# Takes the variables named in kit_names from process $1, as that process has them, for the checks that this
# kit runs; then goes on with the words from $3 on. $2 = all: a variable that the process lacks is unset here.
# No value becomes a word of a command or is written down.
kit_as_process() {
  if [ "$2" = all ]; then
    for kit_name in $kit_names; do unset "$kit_name"; done
  fi
  kit_from=$1
  shift 2
  # A line feed inside of a value is carried as the byte 1.
  tr '\n\000' '\001\n' 2>/dev/null <"/proc/$kit_from/environ" | {
    while IFS= read -r kit_pair; do
      kit_name=${kit_pair%%=*}
      case " $kit_names " in
        *" $kit_name "*)
          case $kit_pair in
            *"$kit_byte_1"*) kit_pair=$(printf '%s.' "$kit_pair" | tr '\001' '\n') && kit_pair=${kit_pair%.} ;;
          esac
          export "${kit_pair?}"
          ;;
      esac
    done
    "$@" </dev/null
  }
}
kit_byte_1=$(printf '\001')
