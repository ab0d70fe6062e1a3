# ---- what is never printed ------------------------------------------------------------------------

# Copies its input with <secret> in the place of:
#   - the values of the variables that the app declares secret, as they are, percent-encoded or in JSON;
#   - the values of all other variables whose names end in PASSWORD, TOKEN, SECRET, API_KEY and the like;
#   - passwords in addresses (scheme://user:password@host), also of the values of all variables;
#   - what stands behind password=, token:, Authorization:, Bearer, Basic, Cookie:, --password, and the like;
#   - private keys (PEM), and keys of known issuers (AWS, GitHub, GitLab, Slack, Stripe, Google, JWT).
# It ends at the line that begins with $1 (the check is over) or after 60000 bytes, which are all that is shown.
kit_mask() {
  awk -v mark="$1" -v secret_names="$kit_secret_names" -v most=60000 '
    function weak(v) {
      return length(v) < 4 || (length(v) < 7 && v !~ /[^0-9]/) || index(ordinary, " " tolower(v) " ")
    }
    function add(v) {
      if (weak(v) || (v in known)) return
      known[v] = 1
      values[++count] = v
    }
    function add_all_forms(v, i, n, part) {
      n = split(v, part, "\n")
      for (i = 1; i <= n; i++) {
        sub(/\r$/, "", part[i])
        add(part[i])
        add(in_json(part[i]))
      }
    }
    # Undoes %41; first[n] and after[n] tell where in v the sign n of the result came from.
    function decoded(v, blank, i, n, out, high, low, c) {
      for (i = 1; i <= length(v); i++) {
        c = substr(v, i, 1)
        first[++n] = i
        if (c == "%" && i + 2 <= length(v)) {
          high = index(hex, tolower(substr(v, i + 1, 1)))
          low = index(hex, tolower(substr(v, i + 2, 1)))
          if (high && low) {
            c = sprintf("%c", (high - 1) * 16 + low - 1)
            i += 2
          }
        } else if (c == "+" && blank) c = " "
        after[n] = i + 1
        out = out c
      }
      return out
    }
    function without_encoded(line, blank, i, p, flat) {
      flat = decoded(line, blank)
      for (i = 1; i <= count; i++)
        while ((p = index(flat, values[i]))) {
          line = substr(line, 1, first[p] - 1) "<secret>" substr(line, after[p + length(values[i]) - 1])
          flat = decoded(line, blank)
        }
      return line
    }
    function in_json(v) {
      gsub(/\\/, "&&", v)
      gsub(/"/, "\\\\&", v)
      gsub(/\t/, "\\t", v)
      return v
    }
    # The password of an address: what stands between the first colon behind :// and the last @.
    function password(v, a, b) {
      a = index(v, "://")
      if (!a) return ""
      v = substr(v, a + 3)
      for (b = length(v); b && substr(v, b, 1) != "@"; b--);
      a = index(v, ":")
      return a && a < b ? substr(v, a + 1, b - a - 1) : ""
    }
    function collect(name, i, n, list) {
      n = split(secret_names, list, " ")
      for (i = 1; i <= n; i++) if (list[i] in ENVIRON) add_all_forms(ENVIRON[list[i]])
      for (name in ENVIRON) {
        if (toupper(name) ~ secret_name && ENVIRON[name] !~ /^\//) add_all_forms(ENVIRON[name])
        add_all_forms(password(ENVIRON[name]))
        add_all_forms(decoded(password(ENVIRON[name]), 0))
      }
    }
    function longest_first(i, j, v) {
      for (i = 2; i <= count; i++) {
        v = values[i]
        for (j = i - 1; j && length(values[j]) < length(v); j--) values[j + 1] = values[j]
        values[j + 1] = v
      }
    }
    function without_values(line, i, p, out) {
      for (i = 1; i <= count; i++) {
        out = ""
        while ((p = index(line, values[i]))) {
          out = out substr(line, 1, p - 1) "<secret>"
          line = substr(line, p + length(values[i]))
        }
        line = out line
      }
      if (index(line, "%")) line = without_encoded(without_encoded(line, 0), 1)
      return line
    }
    # scheme://user:password@ and scheme://token@ ; host:8080/path@x is none.
    function without_logins(line, out, found, inner, p) {
      while (match(line, /:\/\/[^ \t"<>]*@/)) {
        found = substr(line, RSTART, RLENGTH)
        inner = substr(found, 4, RLENGTH - 4)
        p = index(inner, ":")
        # A password that a script has made x of already keeps the signs that break an address.
        if (p && substr(inner, p + 1) !~ /^[0-9]+[\/?]/ && substr(inner, p + 1) ~ /[A-Za-wyz0-9]/) found = "://" substr(inner, 1, p) "<secret>@"
        else if (!p && length(inner) >= 20 && inner !~ /[\/?]/) found = "://<secret>@"
        out = out substr(line, 1, RSTART - 1) found
        line = substr(line, RSTART + RLENGTH)
      }
      return out line
    }
    # The length of a value that begins here: up to its closing quote, else up to a blank, comma, ; or &.
    function value_length(v, quote, p) {
      quote = substr(v, 1, 1)
      if (quote == "\"" || quote == "\047") {
        p = index(substr(v, 2), quote)
        return p ? p + 1 : length(v)
      }
      return match(v, /[ \t,;&"<>)}]/) ? RSTART - 1 : length(v)
    }
    function without_named(line, out, low, n, v) {
      while (match((low = tolower(line)), named)) {
        out = out substr(line, 1, RSTART + RLENGTH - 1)
        line = substr(line, RSTART + RLENGTH)
        n = value_length(line)
        v = tolower(substr(line, 1, n))
        gsub(/["\047]/, "", v)
        out = out (v == "" || index(plain_words, " " v " ") || v ~ /^<secret>/ || v !~ /[a-wyz0-9]/ ? substr(line, 1, n) : "<secret>")
        line = substr(line, n + 1)
      }
      return out line
    }
    function without_headers(line, low) {
      low = tolower(line)
      if (match(low, /(proxy-)?authorization["\047]?[:=][ ]*/) || match(low, /(set-)?cookie["\047]?:[ ]*/))
        if (RLENGTH + RSTART <= length(line)) line = substr(line, 1, RSTART + RLENGTH - 1) "<secret>"
      return line
    }
    function without_schemes(line, out, low, v, n) {
      while (match((low = tolower(line)), /(bearer|basic|digest|negotiate|ntlm)[ ]+/)) {
        out = out substr(line, 1, RSTART + RLENGTH - 1)
        line = substr(line, RSTART + RLENGTH)
        n = match(line, /^[A-Za-z0-9._~+\/=:-]+/) ? RLENGTH : 0
        v = substr(line, 1, n)
        if (n >= 8 && v !~ /^[A-Za-z]?[a-z]+[.:]?$/ && substr(line, n + 1, 1) != "\"") {
          out = out "<secret>"
          line = substr(line, n + 1)
        }
      }
      return out line
    }
    function without_issued(line, out) {
      while (match(line, issued)) {
        out = out substr(line, 1, RSTART - 1) (RLENGTH < 20 ? substr(line, RSTART, RLENGTH) : "<secret>")
        line = substr(line, RSTART + RLENGTH)
      }
      return out line
    }
    function without_options(line) {
      if (line ~ /(curl|wget)/ && match(line, / (-u|--user|--proxy-user|-U)[ =]+[^ :]+:[^ ]+/))
        line = substr(line, 1, RSTART - 1) " -u <secret>" substr(line, RSTART + RLENGTH)
      if (line ~ /redis-cli/ && match(line, / (-a|--pass)[ =]+[^ ]+/))
        line = substr(line, 1, RSTART - 1) " -a <secret>" substr(line, RSTART + RLENGTH)
      if (line ~ /(mysql|mariadb)/ && match(line, / -p[^ ]+/))
        line = substr(line, 1, RSTART - 1) " -p<secret>" substr(line, RSTART + RLENGTH)
      return line
    }
    # Inside of a private key nothing is shown until its last line.
    function without_keys(line, p) {
      if (inside_key) {
        if (line !~ /-----END /) return "<secret>"
        inside_key = 0
        return "<secret>" substr(line, index(line, "-----END "))
      }
      if (match(line, /-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----/)) {
        p = index(substr(line, RSTART + RLENGTH), "-----END ")
        inside_key = !p
        return substr(line, 1, RSTART + RLENGTH - 1) "<secret>" (p ? substr(line, RSTART + RLENGTH + p - 1) : "")
      }
      return line
    }
    function clean(line) {
      line = without_keys(without_values(line))
      line = without_headers(without_named(without_logins(line)))
      return without_options(without_issued(without_schemes(line)))
    }
    BEGIN {
      hex = "0123456789abcdef"
      ordinary = " password passwd secret token postgres postgresql mysql redis rabbitmq mongo admin root user"
      ordinary = ordinary " guest test default localhost true false none null changeme app application database"
      ordinary = ordinary " production staging development http https local main public private "
      plain_words = " yes no true false on off set unset empty missing null none required present absent given"
      plain_words = plain_words " ok login not failed wrong "
      issued = "(AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|[sr]k_(live|test)_|xox[abeoprs]-|AIza|eyJ|SG[.]|npm_|hf_"
      issued = issued "|AGE-SECRET-KEY-)[A-Za-z0-9_.+/=-]+"
      secret_name = "(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|_AUTH|API_?KEY|CREDENTIALS?|_PWD|_PASS"
      secret_name = secret_name "|(ACCESS|PRIVATE|SECRET|SIGNING|ENCRYPTION)_?KEY)$"
      named = "(password|passwd|passphrase|pwd|secret|token|(api|access|private|secret)[_-]?key|signature"
      named = named "|credentials?|x-amz-[a-z-]*credential|redis[a-z]*_auth)[\"\047]?[ ]*(=>|[=:])[ ]*"
      named = "(" named "|--(password|pass|token|secret|api-key)[ ]+)"
      collect()
      longest_first()
    }
    index($0, mark) == 1 {
      $0 = substr($0, length(mark) + 2)
      if (/stopped$/) print "farhand kit: stopped after " $2 " s"
      print "#farhand rc=" $1
      exit
    }
    {
      gsub(/\000/, "")
      line = clean($0)
      if (line ~ /^#farhand /) line = " " line
      sum += length(line) + 1
      if (sum > most) exit
      print line
    }'
}
