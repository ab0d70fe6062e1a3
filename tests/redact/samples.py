"""Lines that hold a secret, and lines that only look as if they did."""

from __future__ import annotations

SECRET = "hunter2secret"
IN_BASE64 = "dXNlcjpodW50ZXIyc2VjcmV0"  # user:hunter2secret

#: One secret (or two) in each; what is told here in words that are no secret must survive.
LEAKS = r"""
password=hunter2secret
password: hunter2secret
  password: "hunter2secret"   # comment
DB_PASSWORD=two words hunter2secret
export DB_PASSWORD='it is hunter2secret'
PGPASSWORD=hunter2secret psql -h db
{"password": "hunter2secret", "user": "app"}
{"m": "{\"password\": \"hunter2secret\", \"user\": \"app\"}"}
{"m": "{\\\"m\\\": \\\"{\\\\\\\"password\\\\\\\": \\\\\\\"hunter2secret\\\\\\\"}\\\"}"}
{"message": "login with password=hunter2secret", "level": "info"}
{'password': 'hunter2secret', 'user': 'app'}
Config(host='h', password='hunter2secret')
map[password:hunter2secret user:bob]
host=h password='hunter2secret \' more' user=u
host=h password=hunter2secret user=u dbname=d
Server=db;Database=x;User Id=sa;Password=hunter2secret;Encrypt=yes
Server=db;Pwd=my hunter2secret;Database=x
postgres://app:hunter2secret@db.example.com:5432/x
redis://:hunter2secret@r:6379/0
postgres://app:hunter2@hunter2secret@db/x
postgres://app:hunter2/hunter2secret@db/x
"postgresql://app:two hunter2secret@db/x"
https://hunter2secret5678901234@github.com/x.git
app:hunter2secret@tcp(db:3306)/x
jdbc:oracle:thin:scott/hunter2secret@//h:1521/x
jdbc:postgresql://h/db?user=u&password=hunter2secret&ssl=true
url=https%3A%2F%2Fapp%3Ahunter2secret%40db.example.com
missing "=" after "postgresql://app:hunter2secret@127.0.0.1/x" in connection info string
failed to resolve host 'hunter2secret@127.0.0.1': Name or service not known
could not translate host name "hunter2secret@127.0.0.1" to address
getaddrinfo ENOTFOUND hunter2secret@127.0.0.1
Port could not be cast to integer value as 'hunter2secret'
invalid integer value "hunter2secret" for connection option "port"
invalid percent-encoded token: "hunter2secret%"
Authorization: Bearer hunter2secret
Authorization: Basic dXNlcjpodW50ZXIyc2VjcmV0
('Authorization', 'Basic dXNlcjpodW50ZXIyc2VjcmV0')
> Authorization: Bearer hunter2secret
* [HTTP/2] [1] [authorization: Bearer hunter2secret]
authorization: Digest username="a", realm="r", nonce="n", response="hunter2secret"
Proxy-Authorization: Basic dXNlcjpodW50ZXIyc2VjcmV0
Cookie: sid=hunter2secret; theme=hunter2secret
Set-Cookie: sid=hunter2secret; Path=/; HttpOnly
X-API-Key: hunter2secret
X-Auth-Token: hunter2secret
GET /x?token=hunter2secret&user=bob HTTP/1.1
GET /x?user=bob&password%3Dhunter2secret%26user%3Dbob
mysql -u root -phunter2secret db
mysqldump --password hunter2secret db
curl -sS -u admin:hunter2secret https://x/
redis-cli -a hunter2secret ping
sshpass -p hunter2secret ssh host
docker login -u me -p hunter2secret registry
ALTER USER app WITH PASSWORD 'hunter2secret';
CREATE USER 'app'@'%' IDENTIFIED BY 'hunter2secret';
requirepass hunter2secret
"AUTH" "hunter2secret"
localhost:5432:*:app:hunter2secret
machine h login u password hunter2secret
- {name: DB_PASSWORD, value: hunter2secret}
{"name": "DB_PASSWORD", "value": "hunter2secret"}
<password>hunter2secret</password>
<add key="DbPassword" value="hunter2secret" />
"Env": ["DB_PASSWORD=two hunter2secret", "PATH=/usr/bin"]
level=info msg="x" password=hunter2secret, user=bob
2026-11-22 ERROR login failed password: hunter2secret user: bob
password = hunter2secret ; the comment
//npm.example/:_authToken=hunter2secret
client_secret=hunter2secret&grant_type=x
AccountName=x;AccountKey=hunter2secret+abc/def==;EndpointSuffix=core
aws_secret_access_key = hunter2secret/bPxRfiCYEXAMPLEKEY
the password is hunter2secret
spring.datasource.password=hunter2secret
dbPassword: hunter2secret
  secret_key_base: hunter2secret
DATABASE_DSN=host=x password=hunter2secret
https://h/?sig=hunter2secret1&se=2026
ENV SECRET_KEY hunter2secret
FATAL: password "hunter2secret" is wrong
Could not parse SQLAlchemy URL from string 'postgres//app:hunter2secret@h/db'
app:hunter2secret@db.example.com:5432
x=%7B%22password%22%3A%22hunter2secret%22%7D
""".strip("\n").splitlines()

SHAPED = """
ghp_abcdefghijklmnopqrstuvwxyz0123456789
github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz
glpat-abcdefghij0123456789
AKIAIOSFODNN7EXAMPLE
ASIAIOSFODNN7EXAMPLE
xoxb-123456789012-abcdefghijkl
sk_live_abcdefghijklmnop
AIzaSyA1234567890abcdefghijklmnopqrstuv
sk-proj-abcdefghijklmnopqrstuvwxyz0123
npm_abcdefghijklmnopqrstuvwxyz0123456789
pypi-AgEIcHlwaS5vcmcCJGFiY2RlZg
SG.abcdefghijklmnopqrstuv.abcdefghijklmnopqrstuvwxyz
hvs.CAESIabcdefghijklmnopqrstuvwxyz
eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U
AGE-SECRET-KEY-1QQPQZRFR7ZZ2WCV5KQXJ5XJ5XJ5XJ5XJ5XJ5XJ5XJ5XJ5XJ5XJ5XJ5XJ5X
$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW
""".strip().splitlines()

KEEPS = r"""
password authentication failed for user "app"
FATAL:  password authentication failed for user "app" (SQLSTATE 28P01)
token expired
secret not found
Error: invalid token: expired
secret: not found
trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=00f067aa0ba902b7
traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
commit 9fceb02d0ae598e95dc970b74767f19372d61af8
sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
123e4567-e89b-12d3-a456-426614174000
ERROR 1045 (28000): Access denied for user 'app'@'10.0.0.1' (using password: YES)
auth_token_refresh_total{result="ok"} 12
vault_secret_lease_count 5
fe_sendauth: no password supplied
secrets "db-creds" not found
secretName: my-tls
secretKeyRef: {name: db-creds, key: password}
token_type: bearer
token_expires_in=3600
max_tokens: 4096
password_file: /run/secrets/db
token: /var/run/secrets/kubernetes.io/serviceaccount/token
PGPASSFILE=/root/.pgpass
PWD=/home/app
OLDPWD=/srv/x
http://example.com:8080/@user/x
https://api.example.com/v1/users?mail=a@b.c
https://user@example.com/path
http://[::1]:8080/x@y
WWW-Authenticate: Bearer realm="x", error="invalid_token"
WWW-Authenticate: Basic realm="private area"
Bearer token expired
password: "${DB_PASSWORD}"
password=$DB_PASSWORD
password: null
"password": null, "x": true
token: true
password: ********
Unexpected token: identifier
SyntaxError: Unexpected token < in JSON at position 0
Failed password for root from 10.0.0.1 port 22 ssh2
pam_unix(sshd:auth): authentication failure; logname= uid=0
GET /reset-password?step=2 HTTP/1.1
location = /health;
"name": "user-service"
email bob@example.com
image: registry.local/app-secret:1.2.3
2026-11-22T21:00:00Z ERROR db.pool: connection to 10.0.0.1:5432 refused
-----BEGIN CERTIFICATE-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA
DB_PASSWORD is not set
password is required
Password: must contain at least 8 characters
wrong password: try again
bypass: north
tokenizer: wordpiece
postgres://app@db.example.com/x
postgres://db.example.com:5432/x
redis://10.0.0.1:6379
npm sha512-abcdefABCDEF0123456789/+abcdefABCDEF0123456789== integrity
Host key verification failed
"auth": "ok"
signature mismatch: expected 5
[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired (_ssl.c:1006)
version 14.2 (Debian 14.2-1.pgdg110+1), errno 111, SQLSTATE 08006
NOAUTH Authentication required.
WRONGPASS invalid username-password pair or user is disabled.
invalid integer value "5s" for connection option "connect_timeout"
image: nginx:1.25@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
pass: 12, fail: 3
authorization: RBAC: access denied
git@github.com:org/repo.git
password_encryption = scram-sha-256
""".strip("\n").splitlines()

PEM = """\
key: |
    -----BEGIN RSA PRIVATE KEY-----
    Proc-Type: 4,ENCRYPTED

    MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MhgwMbRvI0MBZhpI
    Y0MBZhpIMIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MhgwMbRv
    abcd==
    -----END RSA PRIVATE KEY-----
after: 1
2026-01-01 out | -----BEGIN PRIVATE KEY-----
2026-01-01 out | MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MhgwMbRvI0MBZhpI
2026-01-01 out | MIIE
2026-01-01 out | -----END PRIVATE KEY-----
{"k": "-----BEGIN PRIVATE KEY-----\\nMIIEpAIBAAKCAQEA0Z3VS5JJ\\nabcd\\n-----END PRIVATE KEY-----\\n", "z": 1}
-----BEGIN PRIVATE KEY-----
MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MhgwMbRvI0MBZhpI
plain text goes on
"""
