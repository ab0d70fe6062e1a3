# ---- where the app is -----------------------------------------------------------------------------

# A name is one word of letters, digits and @ . _ : / - and begins with a letter or a digit.
kit_is_name() {
  case $1 in '' | [!A-Za-z0-9]* | *[!A-Za-z0-9@._:/\\-]*) return 1 ;; esac
}

# Runs this same file where the app is, by its standard input: nothing is copied there. "$@" are its options.
kit_go_inside() {
  kit_is_the_file || kit_usage "to look inside of $kit_target, keep this kit as a file and run: sh kit.sh"
  kit_input=$0 kit_long=$((kit_deadline + 15))
  kit_bounded "$kit_long" "kit_enter_$kit_platform" --here --where container --deadline "$kit_deadline" \
    --platform "$kit_platform" "$@"
  kit_input=
  [ "$kit_rc" = 0 ] && return
  echo "farhand kit: $kit_platform $kit_target could not be looked at from inside (exit status $kit_rc)."
  kit_advice
  kit_seen="platform=$kit_platform where=host"
  for kit_n in $kit_chosen; do
    kit_facts "$kit_n"
    kit_not_run "$kit_about" no-way-inside "there is no way inside of $kit_target"
  done
  echo "#farhand kit ran=0 skipped=$(echo "$kit_chosen" | wc -w | tr -d ' ') took=$(($(kit_now) - kit_start)) v=2"
}

# What else can be done where the container has no shell, or this user may not enter it.
kit_advice() {
  echo "If it has no shell, the next best way is a container beside it, in the same network:"
  case $kit_platform in
    docker) echo "  docker run --rm -i --network container:$kit_target busybox:stable sh -s -- --here --where network < $0" ;;
    compose) echo "  docker run --rm -i --network container:\$(docker compose ps -q $kit_target) busybox:stable sh -s -- --here --where network < $0" ;;
    kubernetes) echo "  kubectl debug -i ${kit_target##*/} --image=busybox:stable -- sh -s -- --here --where network < $0" ;;
  esac
  echo "From there only names, ports and certificates of the network are seen, not the files, the user and the"
  echo "variables of the app. If the program above is missing or refuses you, run it as somebody who may use it."
}

# Runs the words from $3 on as the user of process $1, in its network and with its files, where root may do that.
kit_beside() {
  kit_beside_pid=$1
  shift
  kit_uid=$(awk '/^Uid:/ { print $3 }' "/proc/$kit_beside_pid/status")
  kit_gid=$(awk '/^Gid:/ { print $3 }' "/proc/$kit_beside_pid/status")
  kit_groups=$(awk '/^Groups:/ { for (i = 2; i <= NF; i++) printf "%s%s", (i > 2 ? "," : ""), $i }' "/proc/$kit_beside_pid/status")
  if [ -n "$kit_groups" ]; then kit_groups="--groups=$kit_groups"; else kit_groups=--clear-groups; fi
  nsenter -t "$kit_beside_pid" -n -m setpriv --reuid "$kit_uid" --regid "$kit_gid" "$kit_groups" \
    sh -s -- --here --where app --pid "$kit_beside_pid" --taken --deadline "$kit_deadline" --platform "$kit_platform" "$@" <"$0"
}
