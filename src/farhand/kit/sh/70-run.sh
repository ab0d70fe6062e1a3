# ---- one check after the other --------------------------------------------------------------------

kit_run() {
  kit_ran=0 kit_left_out=0
  for kit_n in $kit_chosen; do
    kit_facts "$kit_n"
    kit_left=$((kit_deadline - $(kit_now) + kit_start))
    if kit_is_in "$kit_skip" "$kit_n"; then
      kit_left_out=$((kit_left_out + 1))
      kit_not_run "$kit_about" declined "it was left out by --skip"
    elif [ "$kit_left" -le 0 ]; then
      kit_left_out=$((kit_left_out + 1))
      kit_not_run "$kit_about" deadline "the time for the whole kit ($kit_deadline s) was up"
    else
      [ "$kit_limit" -le "$kit_left" ] || kit_limit=$kit_left
      kit_ran=$((kit_ran + 1))
      kit_frame "$kit_n" "$kit_about" "$kit_limit"
    fi
  done
  echo "#farhand kit ran=$kit_ran skipped=$kit_left_out took=$(($(kit_now) - kit_start)) v=2"
}

# Ctrl-C ends what runs: kit_stop_check does, and for what is still there a little later this does.
kit_interrupted() {
  trap '' INT TERM HUP
  for kit_try in 1 2 3 last; do
    kit_alive=no
    for kit_one in $(kit_family "$$"); do
      [ "$kit_one" != "$$" ] && kill -0 "$kit_one" 2>/dev/null && kit_alive=$kit_try
    done
    case $kit_alive in no) break ;; last) kit_end "$$" ;; *) sleep 1 ;; esac
  done
  echo "#farhand kit ran=${kit_ran:-0} interrupted=yes v=2"
  exit 130
}

kit_main() {
  kit_pid_given='' kit_only='' kit_skip='' kit_do=run kit_here=no kit_vantage=host kit_taken=no kit_ran=0 kit_seen=''
  while [ $# -gt 0 ]; do
    case $1 in
      --*=*) kit_option=${1%%=*} kit_value=${1#*=} ;;
      --only | --skip | --deadline | --pid | --platform | --target | --where)
        [ $# -ge 2 ] || kit_usage "$1 needs a word behind it"
        kit_option=$1 kit_value=$2
        shift
        ;;
      *) kit_option=$1 kit_value= ;;
    esac
    shift
    case $kit_option in
      --list | --dry-run) kit_do=${kit_option#--} ;;
      --help | -h) kit_do=help ;;
      --only) kit_only=$kit_only,$kit_value ;;
      --skip) kit_skip=$kit_skip,$kit_value ;;
      --deadline) kit_deadline=$kit_value ;;
      --pid) kit_pid_given=$kit_value ;;
      --platform) kit_platform=$kit_value ;;
      --target) kit_target=$kit_value ;;
      --where) kit_vantage=$kit_value ;;
      --here) kit_here=yes ;;
      --taken) kit_taken=yes ;;
      *) kit_usage "$kit_option is no option here" ;;
    esac
  done
  kit_deadline=$(kit_seconds "$kit_deadline") || exit 2
  case $kit_platform in bare | systemd | docker | compose | kubernetes) ;; *) kit_usage "--platform $kit_platform: there is no such one" ;; esac
  case $kit_pid_given in *[!0-9]* | ????????*) kit_usage "--pid $kit_pid_given is not the number of a process" ;; esac
  case $kit_vantage in host | container | network | app) ;; *) kit_usage "--where $kit_vantage: host, container, network or app" ;; esac
  [ -z "$kit_target" ] || kit_is_name "$kit_target" || kit_usage "--target: that is no name of a unit, container or pod"
  kit_choose
  case $kit_do in
    list) kit_list ;;
    help) kit_help ;;
    dry-run) kit_dry_run ;;
    run) kit_start=$(kit_now) && kit_look ;;
  esac
}

# Decides from where to look: inside of the container, beside a process, or here.
kit_look() {
  trap kit_interrupted INT TERM HUP
  set --
  [ -z "$kit_only" ] || set -- "$@" --only "$kit_only"
  [ -z "$kit_skip" ] || set -- "$@" --skip "$kit_skip"
  if [ "$kit_here" = no ] && [ -n "$kit_target" ]; then
    case $kit_platform in
      docker | compose) kit_program=docker ;;
      kubernetes) kit_program=kubectl ;;
      *) kit_program='' ;;
    esac
    # Where the program is missing this is the inside already.
    if [ -n "$kit_program" ] && command -v "$kit_program" >/dev/null 2>&1; then
      kit_go_inside "$@"
      return
    elif [ -n "$kit_program" ]; then
      kit_vantage=container
    elif [ "$kit_platform" = systemd ] && [ -z "$kit_pid_given" ]; then
      kit_pid_given=$(kit_enter_systemd)
      [ "${kit_pid_given:-0}" != 0 ] ||
        kit_usage "the unit $kit_target does not run; --here looks from this host all the same"
    fi
  fi
  if [ "$kit_taken" = yes ]; then
    kit_environment=process
    kit_run_as "$kit_pid_given"
  elif [ -n "$kit_pid_given" ]; then
    kit_look_at_process "$@"
  elif [ "$kit_vantage" = container ] && [ -r /proc/1/environ ]; then
    # What the first process of the container was given; what it lacks stays as the container has it.
    kit_environment=container
    kit_as_process 1 some kit_run_as ''
  else
    kit_environment=here
    kit_run_as ''
  fi
}

# Looks with the variables of a process; as root also as its user, in its network and with its files.
kit_look_at_process() {
  [ -r "/proc/$kit_pid_given/environ" ] ||
    kit_usage "process $kit_pid_given cannot be looked at as $(id -un 2>/dev/null || id -u): be root, or its user"
  kit_environment=process
  if [ "$kit_here" = no ] && [ "$(id -u)" = 0 ] && kit_is_the_file &&
    command -v nsenter >/dev/null 2>&1 && command -v setpriv >/dev/null 2>&1; then
    kit_as_process "$kit_pid_given" all kit_beside "$kit_pid_given" "$@"
  else
    kit_as_process "$kit_pid_given" all kit_run_as "$kit_pid_given"
  fi
}

# Runs the checks. $1 is the process that they look at, where there is one.
kit_run_as() {
  if [ -n "$1" ]; then PID=$1 && export PID; else unset PID; fi
  kit_seen="platform=$kit_platform where=$kit_vantage env=$kit_environment uid=$(id -u)"
  kit_run
}

# The last line of the file: a kit that was cut off on its way does nothing.
kit_main "$@"
