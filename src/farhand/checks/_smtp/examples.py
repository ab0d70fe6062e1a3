"""Real facts, captured in the lab (tests/lab), and what they must lead to."""
# ruff: noqa: E501  (what a server says is not broken into lines)

from __future__ import annotations

from farhand.model import Example

# fmt: off
EXAMPLES: tuple[Example, ...] = (
    Example(
        "A submission port with STARTTLS and a login, for other domains, too: hello", "hello",
        {'host': '10.77.2.2', 'port': 587, 'tls': True, 'starttls': True, 'starttls_wanted': 'always', 'user': 'app', 'greeting': 'mail.lab.test ESMTP Postfix', 'answer': 'ok', 'offers': {'PIPELINING': '', 'SIZE': '10240000', 'VRFY': '', 'ETRN': '', 'AUTH': 'PLAIN LOGIN', 'ENHANCEDSTATUSCODES': '', '8BITMIME': '', 'DSN': '', 'SMTPUTF8': '', 'CHUNKING': ''}},
        finds=(), outcome="pass", source="lab: control/smtp_submission",
    ),
    Example(
        "A submission port with STARTTLS and a login, for other domains, too: login", "login",
        {'host': '10.77.2.2', 'port': 587, 'tls': True, 'user': 'app', 'password_given': True, 'mechanisms': ['PLAIN', 'LOGIN'], 'starttls_offered': False, 'mechanism': 'PLAIN', 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/smtp_submission",
    ),
    Example(
        "A submission port with STARTTLS and a login, for other domains, too: mail", "mail",
        {'host': '10.77.2.2', 'port': 587, 'tls': True, 'from': 'billing@lab.test', 'to': 'someone@example.org', 'size_limit': 10240000, 'max_message': 5242880, 'user': 'app', 'answer': 'ok'},
        finds=(), outcome="pass", source="lab: control/smtp_submission",
    ),
    Example(
        "The app insists on STARTTLS, which the server does not offer", "hello",
        {'host': '10.77.2.2', 'port': 587, 'tls': False, 'starttls': False, 'starttls_wanted': 'always', 'user': '', 'greeting': 'mail.lab.test ESMTP Postfix', 'answer': 'ok', 'offers': {'PIPELINING': '', 'SIZE': '10240000', 'VRFY': '', 'ETRN': '', 'ENHANCEDSTATUSCODES': '', '8BITMIME': '', 'DSN': '', 'SMTPUTF8': '', 'CHUNKING': ''}},
        finds=("tls.not_tls",), outcome="fail", source="lab: smtp/starttls_not_offered",
    ),
    Example(
        "The server takes no mail before STARTTLS, which the app is set up not to use", "mail",
        {'host': '10.77.2.2', 'port': 587, 'tls': False, 'from': 'billing@lab.test', 'to': 'ops@lab.test', 'size_limit': 10240000, 'user': '', 'answer': 'refused', 'asked': 'MAIL', 'code': 530, 'message': '5.7.0 Must issue a STARTTLS command first'},
        finds=("tls.not_tls",), outcome="fail", source="lab: smtp/starttls_required",
    ),
    Example(
        "The server offers a login only inside TLS, and the app is set up to use none", "login",
        {'host': '10.77.2.2', 'port': 587, 'tls': False, 'user': 'app', 'password_given': True, 'mechanisms': [], 'starttls_offered': True, 'mechanism': '', 'answer': 'no_mechanism'},
        finds=("tls.not_tls",), outcome="fail", source="lab: smtp/starttls_login_only_inside",
    ),
    Example(
        "The app has another password than the server", "login",
        {'host': '10.77.2.2', 'port': 587, 'tls': False, 'user': 'app', 'password_given': True, 'mechanisms': ['PLAIN', 'LOGIN'], 'starttls_offered': False, 'mechanism': 'PLAIN', 'answer': 'refused', 'asked': 'AUTH', 'code': 535, 'message': '5.7.8 Error: authentication failed: authentication failure'},
        finds=("smtp.auth",), outcome="fail", source="lab: smtp/wrong_password",
    ),
    Example(
        "The server cannot read its own table of accounts: 454 for every login", "login",
        {'host': '10.77.2.2', 'port': 587, 'tls': False, 'user': 'app', 'password_given': True, 'mechanisms': ['PLAIN', 'LOGIN'], 'starttls_offered': False, 'mechanism': 'PLAIN', 'answer': 'refused', 'asked': 'AUTH', 'code': 454, 'message': '4.7.0 Temporary authentication failure: generic failure'},
        finds=("smtp.auth",), outcome="fail", source="lab: smtp/accounts_unreadable",
    ),
    Example(
        "The app has a login, and the server offers none on this port", "login",
        {'host': '10.77.2.2', 'port': 25, 'tls': False, 'user': 'app', 'password_given': True, 'mechanisms': [], 'starttls_offered': False, 'mechanism': '', 'answer': 'no_mechanism'},
        finds=("smtp.auth",), outcome="fail", source="lab: smtp/login_not_offered",
    ),
    Example(
        "The server answers 530 to a sender without a login", "mail",
        {'host': '10.77.2.2', 'port': 587, 'tls': False, 'from': 'billing@lab.test', 'to': 'ops@lab.test', 'size_limit': 10240000, 'user': '', 'answer': 'refused', 'asked': 'RCPT', 'code': 530, 'message': '5.7.0 <billing@lab.test>: Sender address rejected: Authentication required'},
        finds=("smtp.auth",), outcome="fail", source="lab: smtp/login_demanded",
    ),
    Example(
        "The app may not send to other domains through this server", "mail",
        {'host': '10.77.2.2', 'port': 25, 'tls': False, 'from': 'billing@lab.test', 'to': 'someone@example.org', 'size_limit': 10240000, 'user': '', 'answer': 'refused', 'asked': 'RCPT', 'code': 554, 'message': '5.7.1 <someone@example.org>: Relay access denied'},
        finds=("smtp.relay_denied",), outcome="fail", source="lab: smtp/relay_denied",
    ),
    Example(
        "The login is right, but may not send as the declared sender", "mail",
        {'host': '10.77.2.2', 'port': 587, 'tls': False, 'from': 'billing@lab.test', 'to': 'ops@lab.test', 'size_limit': 10240000, 'user': 'app', 'answer': 'refused', 'asked': 'RCPT', 'code': 553, 'message': '5.7.1 <billing@lab.test>: Sender address rejected: not owned by user app@lab.test'},
        finds=("smtp.sender_refused",), outcome="fail", source="lab: smtp/sender_not_owned",
    ),
    Example(
        "There is no such mailbox", "mail",
        {'host': '10.77.2.2', 'port': 25, 'tls': False, 'from': 'billing@lab.test', 'to': 'ops@lab.test', 'size_limit': 10240000, 'user': '', 'answer': 'refused', 'asked': 'RCPT', 'code': 550, 'message': '5.1.1 <ops@lab.test>: Recipient address rejected: User unknown in local recipient table'},
        finds=("smtp.recipient_refused",), outcome="fail", source="lab: smtp/recipient_unknown",
    ),
    Example(
        "The recipient's mailbox is full", "mail",
        {'host': '10.77.2.2', 'port': 25, 'tls': False, 'from': 'billing@lab.test', 'to': 'ops@lab.test', 'size_limit': 10240000, 'user': '', 'answer': 'refused', 'asked': 'RCPT', 'code': 452, 'message': '4.2.2 <ops@lab.test>: Recipient address rejected: Mailbox full'},
        finds=("smtp.full",), outcome="fail", source="lab: smtp/mailbox_full",
    ),
    Example(
        "The mail server's own disk is full", "mail",
        {'host': '10.77.2.2', 'port': 25, 'tls': False, 'from': 'billing@lab.test', 'to': 'ops@lab.test', 'size_limit': 10240000, 'user': '', 'answer': 'refused', 'asked': 'MAIL', 'code': 452, 'message': '4.3.1 Insufficient system storage'},
        finds=("smtp.full",), outcome="fail", source="lab: smtp/server_disk_full",
    ),
    Example(
        "The server puts off everyone whom it does not know yet", "mail",
        {'host': '10.77.2.2', 'port': 25, 'tls': False, 'from': 'billing@lab.test', 'to': 'ops@lab.test', 'size_limit': 10240000, 'user': '', 'answer': 'refused', 'asked': 'RCPT', 'code': 450, 'message': '4.2.0 <ops@lab.test>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch/help/lab.test.html'},
        finds=("smtp.deferred",), outcome="fail", source="lab: smtp/greylisted",
    ),
    Example(
        "The server takes only so many connections from one address, and they are taken", "hello",
        {'host': '10.77.2.2', 'port': 25, 'tls': False, 'starttls': False, 'starttls_wanted': 'offered', 'user': '', 'answer': 'refused', 'asked': 'greeting', 'code': 421, 'message': '4.7.0 mail.lab.test Error: too many connections from 10.77.1.2'},
        finds=("smtp.deferred",), outcome="fail", source="lab: smtp/too_many_connections",
    ),
    Example(
        "The server takes smaller messages than the app sends", "mail",
        {'host': '10.77.2.2', 'port': 25, 'tls': False, 'from': 'billing@lab.test', 'to': 'ops@lab.test', 'size_limit': 1048576, 'max_message': 10000000, 'user': '', 'answer': 'ok'},
        finds=("smtp.too_large",), outcome="fail", source="lab: smtp/message_too_large",
    ),
    Example(
        "The app's address is on a list of senders of junk mail", "mail",
        {'host': '10.77.2.2', 'port': 25, 'tls': False, 'from': 'billing@lab.test', 'to': 'ops@lab.test', 'size_limit': 10240000, 'user': '', 'answer': 'refused', 'asked': 'RCPT', 'code': 554, 'message': '5.7.1 Service unavailable; Client host [10.77.1.2] blocked using bl.lab.test'},
        finds=("smtp.client_refused",), outcome="fail", source="lab: smtp/blocklisted",
    ),
    Example(
        "The server greets the app's address with 554", "hello",
        {'host': '10.77.2.2', 'port': 25, 'tls': False, 'starttls': False, 'starttls_wanted': 'offered', 'user': '', 'answer': 'refused', 'asked': 'greeting', 'code': 554, 'message': '5.7.1 <unknown[10.77.1.2]>: Client host rejected: Access denied'},
        finds=("smtp.client_refused",), outcome="fail", source="lab: smtp/client_refused_at_once",
    ),
    Example(
        "A firewall on the way hides what the server says: stars for its name, no STARTTLS", "hello",
        {'host': '10.77.2.2', 'port': 587, 'tls': False, 'starttls': False, 'starttls_wanted': 'always', 'user': '', 'greeting': '****************************************', 'answer': 'ok', 'offers': {'XXXXXXXA': '', 'SIZE': '10240000', 'XXXB': ''}},
        finds=("smtp.filtered",), outcome="fail", source="lab: smtp/banner_masked",
    ),
    Example(
        "An FTP server answers on the mail server's port, which greets with 220, too", "hello",
        {'host': '10.77.2.2', 'port': 587, 'tls': False, 'starttls': False, 'starttls_wanted': 'offered', 'user': '', 'answer': 'other', 'speaker': 'FTP', 'said': '220 ProFTPD Server (files) [10.77.2.2]'},
        finds=("tcp.wrong_service",), outcome="fail", source="lab: smtp/port_ftp",
    ),
    Example(
        "What listens on the mail server's port is mute", "hello",
        {'host': '10.77.2.2', 'port': 587, 'tls': False, 'starttls': False, 'starttls_wanted': 'offered', 'user': '', 'answer': 'mute'},
        finds=("tcp.mute",), outcome="fail", source="lab: smtp/port_mute",
    ),
)
# fmt: on
