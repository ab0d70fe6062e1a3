"""Real facts, captured in the lab (tests/lab), and what they must lead to."""
# ruff: noqa: E501  (what a server says is not broken into lines)

from __future__ import annotations

from farhand.model import Example

# fmt: off
EXAMPLES: tuple[Example, ...] = (
    Example(
        "No login, and no base is declared: base", "base",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': '', 'base': ''},
        finds=(), outcome="pass", source="lab: control/ldap_anonymous",
    ),
    Example(
        "A login and a base that is there: hello", "hello",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'starttls': False, 'user': 'cn=app,dc=lab,dc=test', 'answer': 'ok', 'code': 0, 'contexts': ['dc=lab,dc=test']},
        finds=(), outcome="pass", source="lab: control/ldap_login",
    ),
    Example(
        "A login and a base that is there: login", "login",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,dc=lab,dc=test', 'password_given': True, 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/ldap_login",
    ),
    Example(
        "A login and a base that is there: base", "base",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,dc=lab,dc=test', 'base': 'ou=people,dc=lab,dc=test', 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/ldap_login",
    ),
    Example(
        "StartTLS, a login and the base from the address; the directory takes passwords in TLS only: hello", "hello",
        {'host': '10.77.2.2', 'port': 389, 'tls': True, 'starttls': True, 'user': 'cn=app,dc=lab,dc=test', 'answer': 'ok', 'code': 0, 'contexts': ['dc=lab,dc=test']},
        finds=(), outcome="pass", source="lab: control/ldap_starttls",
    ),
    Example(
        "StartTLS, a login and the base from the address; the directory takes passwords in TLS only: login", "login",
        {'host': '10.77.2.2', 'port': 389, 'tls': True, 'user': 'cn=app,dc=lab,dc=test', 'password_given': True, 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/ldap_starttls",
    ),
    Example(
        "StartTLS, a login and the base from the address; the directory takes passwords in TLS only: base", "base",
        {'host': '10.77.2.2', 'port': 389, 'tls': True, 'user': 'cn=app,dc=lab,dc=test', 'base': 'ou=people,dc=lab,dc=test', 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/ldap_starttls",
    ),
    Example(
        "LDAPS; the directory answers nothing at all, not even about itself, before a login: hello", "hello",
        {'host': '10.77.2.2', 'port': 636, 'tls': True, 'starttls': False, 'user': 'cn=app,dc=lab,dc=test', 'answer': 'ok', 'code': 53, 'message': 'authentication required'},
        finds=(), outcome="pass", source="lab: control/ldap_strict",
    ),
    Example(
        "LDAPS; the directory answers nothing at all, not even about itself, before a login: login", "login",
        {'host': '10.77.2.2', 'port': 636, 'tls': True, 'user': 'cn=app,dc=lab,dc=test', 'password_given': True, 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/ldap_strict",
    ),
    Example(
        "LDAPS; the directory answers nothing at all, not even about itself, before a login: base", "base",
        {'host': '10.77.2.2', 'port': 636, 'tls': True, 'user': 'cn=app,dc=lab,dc=test', 'base': 'ou=people,dc=lab,dc=test', 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/ldap_strict",
    ),
    Example(
        "Active Directory: the app's account is disabled (data 533): login", "login",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,ou=people,dc=lab,dc=test', 'password_given': True, 'answer': 'refused', 'asked': 'bind', 'code': 49, 'message': '80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 533, v2580'},
        finds=('ldap.account',), outcome="fail", source="lab: ldap/account_disabled",
    ),
    Example(
        "Active Directory: the app's account is locked out (data 775): login", "login",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,ou=people,dc=lab,dc=test', 'password_given': True, 'answer': 'refused', 'asked': 'bind', 'code': 49, 'message': '80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 775, v2580'},
        finds=('ldap.account',), outcome="fail", source="lab: ldap/account_locked",
    ),
    Example(
        "Active Directory: the password of the app's account has expired (data 532): login", "login",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,ou=people,dc=lab,dc=test', 'password_given': True, 'answer': 'refused', 'asked': 'bind', 'code': 49, 'message': '80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 532, v2580'},
        finds=('ldap.account',), outcome="fail", source="lab: ldap/account_password_expired",
    ),
    Example(
        "This directory sends whoever asks for the declared base to another one: base", "base",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,dc=lab,dc=test', 'base': 'dc=corp,dc=example', 'answer': 'refused', 'asked': 'search', 'code': 10, 'message': '', 'referrals': ['ldap://other.lab.test/dc=corp,dc=example??base']},
        finds=('ldap.referral',), outcome="fail", source="lab: ldap/base_elsewhere",
    ),
    Example(
        "The app's login may not read the declared base: base", "base",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,dc=lab,dc=test', 'base': 'ou=people,dc=lab,dc=test', 'answer': 'refused', 'asked': 'search', 'code': 50, 'message': ''},
        finds=('ldap.no_access',), outcome="fail", source="lab: ldap/base_forbidden",
    ),
    Example(
        "The declared base is no distinguished name: base", "base",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,dc=lab,dc=test', 'base': 'people of the lab', 'answer': 'refused', 'asked': 'search', 'code': 34, 'message': 'invalid DN'},
        finds=('ldap.base_missing',), outcome="fail", source="lab: ldap/base_malformed",
    ),
    Example(
        "The declared base is not in this directory: base", "base",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,dc=lab,dc=test', 'base': 'ou=staff,dc=lab,dc=test', 'answer': 'refused', 'asked': 'search', 'code': 32, 'message': '', 'matched': 'dc=lab,dc=test'},
        finds=('ldap.base_missing',), outcome="fail", source="lab: ldap/base_missing",
    ),
    Example(
        "The declared base is under a suffix that this directory does not hold: base", "base",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,dc=lab,dc=test', 'base': 'dc=corp,dc=example', 'answer': 'refused', 'asked': 'search', 'code': 32, 'message': ''},
        finds=('ldap.base_missing',), outcome="fail", source="lab: ldap/base_of_another_tree",
    ),
    Example(
        "The directory answers 51 (busy) to the search: base", "base",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,dc=lab,dc=test', 'base': 'cn=busy,ou=people,dc=lab,dc=test', 'answer': 'refused', 'asked': 'search', 'code': 51, 'message': 'try later'},
        finds=('ldap.unavailable',), outcome="fail", source="lab: ldap/busy",
    ),
    Example(
        "The directory takes passwords inside TLS only, and the app is set up without: login", "login",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,dc=lab,dc=test', 'password_given': True, 'answer': 'refused', 'asked': 'bind', 'code': 13, 'message': 'confidentiality required'},
        finds=('tls.not_tls',), outcome="fail", source="lab: ldap/confidentiality_required",
    ),
    Example(
        "The directory answers 11 (administrative limit exceeded) to the search: base", "base",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,dc=lab,dc=test', 'base': 'cn=large,ou=people,dc=lab,dc=test', 'answer': 'refused', 'asked': 'search', 'code': 11, 'message': 'look-through limit'},
        finds=('ldap.limit',), outcome="fail", source="lab: ldap/limit",
    ),
    Example(
        "The directory answers nobody who has not logged in, and the app has no login: hello", "hello",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'starttls': False, 'user': '', 'answer': 'ok', 'code': 53, 'message': 'authentication required'},
        finds=('ldap.auth',), outcome="fail", source="lab: ldap/login_demanded",
    ),
    Example(
        "The app logs in as `app`, which is no distinguished name: login", "login",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'app', 'password_given': True, 'answer': 'refused', 'asked': 'bind', 'code': 34, 'message': 'invalid DN'},
        finds=('ldap.auth',), outcome="fail", source="lab: ldap/login_not_a_dn",
    ),
    Example(
        "The app binds with a name and an empty password, which servers refuse: login", "login",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,dc=lab,dc=test', 'password_given': False, 'answer': 'refused', 'asked': 'bind', 'code': 53, 'message': 'unauthenticated bind (DN with no password) disallowed'},
        finds=('ldap.auth',), outcome="fail", source="lab: ldap/password_empty",
    ),
    Example(
        "The port speaks TLS from the first byte, and the app's URL says ldap://: hello", "hello",
        {'host': '10.77.2.2', 'port': 636, 'tls': False, 'starttls': False, 'user': 'cn=app,dc=lab,dc=test', 'answer': 'closed', 'takes_tls': True},
        finds=('tls.not_tls',), outcome="fail", source="lab: ldap/plain_to_tls",
    ),
    Example(
        "What listens on the directory's port hangs up at once: hello", "hello",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'starttls': False, 'user': 'cn=app,dc=lab,dc=test', 'answer': 'closed'},
        finds=('tcp.reset',), outcome="fail", source="lab: ldap/port_fin",
    ),
    Example(
        "A web server answers on the directory's port: hello", "hello",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'starttls': False, 'user': 'cn=app,dc=lab,dc=test', 'answer': 'other', 'speaker': 'HTTP', 'said': 'HTTP/1.1 200 OK..Server: lab..Content-Type: application/json'},
        finds=('tcp.wrong_service',), outcome="fail", source="lab: ldap/port_http",
    ),
    Example(
        "What listens on the directory's port is mute: hello", "hello",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'starttls': False, 'user': 'cn=app,dc=lab,dc=test', 'answer': 'mute'},
        finds=('tcp.mute',), outcome="fail", source="lab: ldap/port_mute",
    ),
    Example(
        "The app insists on StartTLS, which the directory does not offer: hello", "hello",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'starttls': True, 'user': 'cn=app,dc=lab,dc=test', 'answer': 'refused', 'asked': 'StartTLS', 'code': 2, 'message': 'unsupported extended operation'},
        finds=('tls.not_tls',), outcome="fail", source="lab: ldap/starttls_not_offered",
    ),
    Example(
        "The app has another password than the directory: login", "login",
        {'host': '10.77.2.2', 'port': 389, 'tls': False, 'user': 'cn=app,dc=lab,dc=test', 'password_given': True, 'answer': 'refused', 'asked': 'bind', 'code': 49, 'message': ''},
        finds=('ldap.auth',), outcome="fail", source="lab: ldap/wrong_password",
    ),
)
