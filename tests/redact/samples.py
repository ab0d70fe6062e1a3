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
{"@timestamp":"2026","message":"Using generated security password: hunter2secret"}
Using generated security password: hunter2secret
spring.datasource.url=jdbc:mysql://db:3306/app?user=app&password=hunter2secret
KAFKA_OPTS=-Djava.security.auth.login.config=x -Dpassword=hunter2secret
--from-literal=password='hunter2secret'
{"username":"admin","password":"hunter2secret"}
db.password=hunter2secret
    password: hunter2secret
postgresql://postgres:hunter2secret@localhost/db
mongodb://root:hunter2secret@mongo:27017/
Login attempt with credentials admin:hunter2secret
authenticating user=bob pass=hunter2secret
authorization: 'Bearer hunter2secret'
-H "Authorization: Bearer hunter2secret"
--header 'X-Auth-Key: hunter2secret'
Set-Cookie: JSESSIONID=hunter2secret; Path=/
x-api-key=hunter2secret
{"headers":{"Authorization":"Bearer hunter2secret"}}
mysql -h db -u root --password=hunter2secret -e "select 1"
mysql -u root -phunter2secret
mysqldump -uroot -p'hunter2secret'
PGPASSWORD='hunter2secret' pg_dump
curl -u user:hunter2secret http://x
wget --password hunter2secret http://x
ssh-keygen -N 'hunter2secret'
openssl enc -aes-256-cbc -k hunter2secret
openssl pkcs12 -export -passout pass:hunter2secret
ansible-playbook -e "db_password=hunter2secret"
terraform apply -var 'db_password=hunter2secret'
docker run -e "MYSQL_PASSWORD=hunter2secret" mysql
kubectl create secret docker-registry r --docker-password=hunter2secret
helm install --set auth.rootPassword=hunter2secret
redis-cli -h r --pass hunter2secret
redis-cli AUTH hunter2secret
AUTH hunter2secret
CONFIG SET requirepass "hunter2secret"
ALTER USER postgres PASSWORD 'hunter2secret';
CREATE ROLE app LOGIN PASSWORD 'hunter2secret'
CREATE USER app WITH ENCRYPTED PASSWORD 'hunter2secret'
CREATE USER 'a'@'b' IDENTIFIED WITH caching_sha2_password BY 'hunter2secret'
create user app identified by hunter2secret;
SET PASSWORD FOR 'x'@'y' = 'hunter2secret';
ALTER LOGIN sa WITH PASSWORD = 'hunter2secret'
EXEC sp_addlogin 'bob', 'hunter2secret'
<Password value="hunter2secret"/>
<property name="password" value="hunter2secret"/>
<connection password="hunter2secret" user="a">
<db:password>hunter2secret</db:password>
<add name="x" connectionString="Data Source=a;Password=hunter2secret;"/>
password = "hunter2secret"
secret_key = '''hunter2secret'''
{'auth': {'password': 'hunter2secret'}}
User(name='bob', password='hunter2secret')
<User name=bob password=hunter2secret>
level=error msg="auth failed" password="hunter2secret"
{"name":"SECRET_KEY","value":"hunter2secret"}
{"config":"{\"password\":\"hunter2secret\"}"}
{"config":"{\"db\":{\"password\":\"hunter2secret\",\"user\":\"x\"}}"}
password%3Dhunter2secret%26user%3Dbob
The password is hunter2secret.
your new password is: hunter2secret
Password for user bob is hunter2secret
I set the admin password to hunter2secret yesterday
use "hunter2secret" as the password
Here's the API key you asked for: hunter2secret
my token is hunter2secret
ssh://git:hunter2secret@host/repo
sqlserver://sa:hunter2secret@host:1433?database=x
Server=tcp:x;Initial Catalog=y;User ID=a;Password=hunter2secret;Trusted_Connection=False;
host=x port=5432 user=y password=hunter2secret
jdbc:oracle:thin:@//h:1521/x?user=a&password=hunter2secret
jdbc:oracle:thin:app/hunter2secret@h:1521:x
app:hunter2secret@tcp(127.0.0.1:3306)/x
amqp://guest:hunter2secret@rabbit:5672/%2f
smtp://u%40x.com:hunter2secret@mail:587
ldap_bind_password: hunter2secret
bindPassword = hunter2secret
LDAP bind with cn=admin,dc=x password hunter2secret
"client_secret":"hunter2secret"
"password" : "hunter2secret"
password : hunter2secret
'password' => 'hunter2secret',
define('DB_PASSWORD', 'hunter2secret');
$password = "hunter2secret";
String password = "hunter2secret";
const password = `hunter2secret`;
password := "hunter2secret"
let password = "hunter2secret".to_string();
var pwd = 'hunter2secret';
setPassword("hunter2secret")
.password("hunter2secret")
withPassword('hunter2secret')
auth=("user", "hunter2secret")
auth=('user', 'hunter2secret')
HTTPBasicAuth('user', 'hunter2secret')
login("bob", "hunter2secret")
client.connect(host, username="x", password="hunter2secret")
wifi password hunter2secret
WPA2 passphrase: hunter2secret
psk=hunter2secret
community string hunter2secret
snmp community: hunter2secret
machine x login y password hunter2secret
*:5432:*:u:hunter2secret
/backup/db-password-hunter2secret.sql
PHPSESSID=hunter2secret
"private_key_password": "hunter2secret"
keyPassword=hunter2secret
ssl_key_passphrase = hunter2secret
storepass=hunter2secret keypass=x
bindpw=hunter2secret dn=cn=svc
mot_de_passe=hunter2secret
contraseña: hunter2secret
пароль: hunter2secret
Password->hunter2secret
rootPassword|hunter2secret|host|db
$db['default']['password'] = 'hunter2secret';
[password] => hunter2secret
["password"]=> string(13) "hunter2secret"
a:1:{s:8:"password";s:13:"hunter2secret";}
{password,<<"hunter2secret">>}
password: Some("hunter2secret")
binding parameter [password] as [VARCHAR] - [hunter2secret]
INSERT INTO users (id, login, password) VALUES (7, 'ops', 'hunter2secret')
SELECT pgp_sym_decrypt(data, 'hunter2secret') FROM t
db.auth("app", "hunter2secret")
a1 LOGIN ops hunter2secret
---> PASS hunter2secret
zip -P hunter2secret a.zip b
set system root-authentication plain-text-password-value "hunter2secret"
snmp-server host 10.1.1.1 traps version 2c hunter2secret
snmp-server host 10.1.1.1 hunter2secret
tacacs-server host 10.9.9.9 key 0 hunter2secret
radius-server host 10.9.9.9 auth-port 1812 key hunter2secret
aaa-server ISE (inside) host 10.9.9.9 key hunter2secret
site1 : RSA vpn.key "hunter2secret"
[smtp.example.net]:587 relay@example.net:hunter2secret
[smtp.example.net]:465 relay:hunter2secret
'crypt' => ['key' => 'hunter2secretaabbccddeeff00'],
7z x a.7z -phunter2secret
7zz a -phunter2secret out.7z
rabbitmqctl add_user svc hunter2secret
echo "root:hunter2secret" | chpasswd
smbclient //srv/share -U 'DOM\svc%hunter2secret'
["redis-server", "--requirepass", "hunter2secret"]
{"password":["hunter2secret","x"]}
ALTER USER s IDENTIFIED BY \"hunter2secret\" ACCOUNT
type=EXECVE argc=4 a0="mysql" a1="-u" a2="root" a3="-phunter2secret"
| MYSQL_PASSWORD | hunter2secret |
DB_PASSWORD    hunter2secret
**Password:** `hunter2secret`
<property><name>db.password</name><value>hunter2secret</value></property>
<password><![CDATA[hunter2secret]]></password>
user app on >hunter2secret ~* +@all
GET /cb?code=hunter2secretabc&x=1
Authorization: GenieKey hunter2secretabcd
{"kty":"oct","k":"hunter2secretabcdefgh"}
set DB_PASSWORD=hunter2secret
$env:API_KEY = "hunter2secret"
os.environ['SECRET_KEY'] = 'hunter2secret'
process.env.DB_PASS = "hunter2secret"
config.set("password", "hunter2secret")
Setting property 'password' to 'hunter2secret'
Property password has value hunter2secret
password has been set to hunter2secret
Invalid password: 'hunter2secret'
could not authenticate with password "hunter2secret"
Bad credentials: user=bob, password=hunter2secret
user: bob pass: hunter2secret
pw is hunter2secret
pwd: hunter2secret
the root pw was changed to hunter2secret
das Kennwort ist hunter2secret
mot de passe : hunter2secret
la clave es hunter2secret
senha: hunter2secret
hasło: hunter2secret
パスワード: hunter2secret
密码: hunter2secret
<secret>hunter2secret</secret>
<token>hunter2secret</token>
<apiKey>hunter2secret</apiKey>
<jdbc url="x" user="y" passwd="hunter2secret"/>
data-password="hunter2secret"
"AdminPassword": {"Ref": "x", "Default": "hunter2secret"}
bearer_token: hunter2secret
  password: !vault hunter2secret
  - POSTGRES_PASSWORD: hunter2secret
args: ["--password", "hunter2secret"]
command: ["app", "--token=hunter2secret"]
  - --api-token=hunter2secret
  - "--redis-password=hunter2secret"
Environment=SECRET_KEY=hunter2secret
ARG DB_PASSWORD=hunter2secret
ENV DB_PASSWORD=hunter2secret
RUN curl -H "PRIVATE-TOKEN: hunter2secret" https://x
redis://default:hunter2secret@cache:6379?ssl=true
rediss://:hunter2secret@cache.example.com:6380/0
kafka://user:hunter2secret@k1:9092,k2:9092
Failed to connect to 'mongodb+srv://u:hunter2secret@c.mongodb.net/x'
sftp://bob:hunter2secret@files:22/in
http://bob:hunter2secret@proxy:3128
git+https://oauth2:hunter2secret@gitlab.com/a/b.git
curl -x http://u:hunter2secret@p:80 https://x
curl --oauth2-bearer hunter2secret https://x
curl --data "user=a&pass=hunter2secret" https://x
http -a user:hunter2secret GET x
aws s3 ls --secret-key hunter2secret
mosquitto_pub -u app -P hunter2secret -t x
psql "host=x user=y password=hunter2secret"
psql postgresql://y:hunter2secret@x/z
mongo -u root -p hunter2secret
mc alias set minio http://m:9000 minio hunter2secret
Sec-WebSocket-Protocol: bearer, hunter2secret
{"token":{"access":"hunter2secret"}}
{"data":{"login":{"token":"hunter2secret"}}}
data: {"password": "hunter2secret"} (base64 c29tZQ==)
\u001b[31mpassword\u001b[0m=hunter2secret
{"env":["A=b","TOKEN=hunter2secret"]}
User{password='hunter2secret'}
{:password "hunter2secret", :user "x"}
%{password: "hunter2secret"}
struct { Password: hunter2secret }
&{Addr:x Password:hunter2secret DB:0}
Credentials(user=a, secret=hunter2secret)
<Config password='hunter2secret'>
kwargs={'password': 'hunter2secret', 'x': 1}
args=('bob', ), kwargs={'secret_key': 'hunter2secret'}
locals: password = 'hunter2secret'
	password := hunter2secret
app:hunter2secret@db.example.com:5432
x=%7B%22password%22%3A%22hunter2secret%22%7D
{:password, "hunter2secret"}
bindpw hunter2secret
rootpw hunter2secret
ldap_default_authtok = hunter2secret
echo "hunter2secret" | docker login --username x --password-stdin
Unseal Key 1: hunter2secrethunter2secret=
  ~ master_password = "was" -> "hunter2secret"
{"cookies":[{"name":"id","value":"hunter2secret","path":"/"}]}
{"name":"sid","value":"hunter2secret"}
I logged in with admin / hunter2secret and it worked
root@10.0.0.1 / hunter2secret
set vpn ipsec secret psk hunter2secret
neighbor 10.0.0.1 password 7 hunter2secret
set security ike policy x pre-shared-key ascii-text "hunter2secret"
New-Object System.Net.NetworkCredential("joe", "hunter2secret")
new mysqli("localhost", "root", "hunter2secret", "db")
new PDO('mysql:host=h;dbname=d', 'root', 'hunter2secret')
cx_Oracle.connect("scott", "hunter2secret", "ora/xe")
requests.get(url, auth=('joe', 'hunter2secret'))
hunter2secret is the api token
<machineKey validationKey="hunter2secret" validation="SHA1"/>
npmAuthIdent: "user:hunter2secret"
    storePassword "hunter2secret"
aws secretsmanager create-secret --name x --secret-string hunter2secret
oc login https://api:6443 -u kubeadmin -p hunter2secret
erl -setcookie hunter2secret
cloud.auth: "elastic:hunter2secret"
  stats auth admin:hunter2secret
  shared_key hunter2secret
  service_key: 'hunter2secrethunter2secrethunter2secret'
SetEnv DB_PASS hunter2secret
d-i passwd/root-password password hunter2secret
ParameterKey=DbPassword,ParameterValue=hunter2secret
::add-mask::hunter2secret
::set-output name=token::hunter2secret
Setting environment variable AWS_SECRET_ACCESS_KEY to hunter2secret
https://x.example.com/data?appid=hunter2secrethunter2
https://x.example.com/verify/hunter2secrethunter2
"JwtSettings": { "Key": "hunter2secret", "Issuer": "me" }
encrypt = "hunter2secrethunter2sec="
acl { tokens { agent = "hunter2secret" } }
{ "saslStart" : 1, "payload" : BinData(0,"hunter2secret") }
creds -> root:hunter2secret
BUNDLE_GEMS__EXAMPLE__COM="user:hunter2secret"
fastly token = hunter2secrethunter2
type=EXECVE msg=audit(1:1): argc=3 a0="curl" a1="-u" a2="joe:hunter2secret"
net user joe hunter2secret /add
dsadd user cn=x -pwd hunter2secret
ConvertTo-SecureString -AsPlainText "hunter2secret" -Force
cmdkey /add:srv /user:joe /pass:hunter2secret
schtasks /create /ru joe /rp hunter2secret /tn x
<AutoLogon><Password><Value>hunter2secret</Value></Password></AutoLogon>
key config-key password-encrypt hunter2secret
snmp-server user u g v3 auth sha hunter2secret priv aes 128 hunter2secret
createUser snmpuser SHA "hunter2secret" AES "hunter2secret"
rocommunity hunter2secret 10.0.0.0/8
com2sec readonly default hunter2secret
/interface wireless security-profiles set wpa2-pre-shared-key=hunter2secret
option key 'hunter2secret'
<keyMaterial>hunter2secret</keyMaterial>
unicodePwd:: hunter2secret
wallet private key: 0xhunter2secret
amplitude api key hunter2secrethunter2secret
x-honeycomb-team: hunter2secrethunter2
hunter2secrethunter2 ingestion key
paseto v4.local.hunter2secrethunter2secrethunter2secrethunter2secret
found macaroon: hunter2secrethunter2secrethunter2secrethunter2secret
<member><name>password</name><value><string>hunter2secret</string></value></member>
password⇒hunter2secret
Password ....... : hunter2secret
password :: "hunter2secret"
password <- "hunter2secret"
(password . "hunter2secret")
static const char kSecret[] = "hunter2secret";
val apiSecret: String = "hunter2secret"
let token: &str = "hunter2secret";
apiKey := []byte("hunter2secret")
local password <const> = "hunter2secret"
expect "assword:" { send "hunter2secret\r" }
ncftpput -u joe -p hunter2secret h /x y
STORYBLOK_KEY=hunter2secrethunter2
[Note] A temporary password is generated for root@localhost: h>hunter2secret#d
the passphrase was "correct horse battery staple" and hunter2secret is the password
admin:Hhunter2secret!
basic auth admin:hunter2secret works
Wifi: GuestNet / hunter2secret
数据库密码:hunter2secret
the パスワードはhunter2secretです
Hasło do bazy to hunter2secret
Lösenord: hunter2secret
Adgangskode: hunter2secret
Passord: hunter2secret
Парола: hunter2secret
Şifre: hunter2secret
Jelszó: hunter2secret
Κωδικός: hunter2secret
Mật khẩu: hunter2secret
<td>Password</td><td>hunter2secret</td>
<dt>Password</dt><dd>hunter2secret</dd>
| **Password** | hunter2secret |
Password,hunter2secret
"Password","hunter2secret"
/tmp/id_rsa_pass_hunter2secret.pem
<credential-reference clear-text="hunter2secret"/>
(user, password) = ('joe', 'hunter2secret')
user, password = "joe", "hunter2secret"
ssh joe:hunter2secret@host
curl -b 'session=hunter2secret; a=b' https://x.example.com
read -s PASS <<< 'hunter2secret'
echo 'hunter2secret' > /run/secrets/db_password
printf '%s' 'hunter2secret' | kubectl create secret generic x --from-file=pw=/dev/stdin
echo -n hunter2secret | base64
Error: invalid value "hunter2secret" for flag --password
invalid argument "hunter2secret" for "--password" flag
sshd[1]: honeypot login attempt [root/hunter2secret] failed
login attempt [b'root'/b'hunter2secret'] failed
PRIVMSG NickServ :IDENTIFY joe hunter2secret
"joe" * "hunter2secret" *
joe : EAP "hunter2secret"
""".strip("\n").splitlines()

SHAPED = """
AQBvaBVdAAAAABAA9VQ+Qc9V1qzJ4B2mY1x3Yw==
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
pat-na1-01234567-89ab-cdef-0123-456789abcdef
sk.eyJ1IjoiYWJjIiwiYSI6ImNsIn0x.abcdefghijklmnopqrst-A
rnd_abcdefghijklmnopqrstuvwxyz0123456789
NpmToken.01234567-89ab-cdef-0123-456789abcdef
access_token$production$abcdefghijklmnop$0123456789abcdef0123456789abcdef
aad3b435b51404eeaad3b435b51404ee:0123456789abcdef0123456789abcdef
v4.local.abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOP
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
2026-11-20T14:03:12Z INFO token bucket refilled: 100 tokens per second
token count: 4096, token limit exceeded
password reset email sent
password must be changed every 90 days
Password expired for user bob
password for user "app" rejected
the password is incorrect
password is not set
password hash algorithm: argon2id
password hashing took 83ms with bcrypt cost 12
secret rotation completed in 1200ms
secret "app-secrets" created
secret/app-secrets configured
deployment.apps/token-service scaled
token-service-5d8f7c9b4-x2k8p 1/1 Running 0 3d
GET /oauth/token 200 12ms
POST /api/v2/password/reset 204
GET /api/secrets/count 200
pass rate 99.8%
tests pass: 128
3 passed, 1 failed
PASS TestLoginHandler (0.03s)
--- PASS: TestPasswordHash (0.12s)
PASS src/auth/password.test.ts
ok  	github.com/acme/billing/auth	0.412s
key=user:42:profile ttl=3600
cache key 9fceb02d0ae598e95dc970b74767f19372d61af8 miss
public key fingerprint SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8
ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7 root@host
commit 9fceb02d0ae598e95dc970b74767f19372d61af8 Merge branch 'main'
Digest: sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
docker pull nginx@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
X-B3-TraceId: 463ac35c9f6413ad48485a3953bb6124
X-Request-ID: 7b2c9f1e-8f0a-4d3b-9c55-2f1c0a9e7d11
request_id=7b2c9f1e-8f0a-4d3b-9c55-2f1c0a9e7d11
correlationId: 01HV3Z6Y7T5Q2N8K4M9P0R1S2T
Error: ENOENT: no such file or directory, open '/etc/app/password.txt'
ORA-28000: the account is locked
SQLSTATE[28000] [1045] Access denied for user 'app'@'localhost' (using password: YES)
FATAL: password authentication failed for user "postgres"
error: invalid_grant: Token has been expired or revoked.
401 Unauthorized: invalid bearer token
Bearer authentication failed
Basic authentication is disabled
HTTP/1.1 401 Unauthorized WWW-Authenticate: Basic realm="Restricted"
Cookie policy updated to strict
Set-Cookie header missing
session timeout after 1800 seconds
session 12 of 40 finished
sessions_active 42
http_requests_total{code="200",method="get"} 1027
process_cpu_seconds_total 12.47
jvm_gc_pause_seconds_sum{action="end of minor GC",cause="G1 Evacuation Pause"} 0.151
vault_token_count{policy="default"} 12
authentication_failures_total{reason="bad_password"} 3
api_key_requests_total 9
redis_version:7.2.4
maxmemory_policy: allkeys-lru
python-dotenv==1.0.1
cryptography==42.0.5
version: 1.27.3-gke.100
v2.14.0.7
build 20261120.3
Thread-12 waiting on <0x00000000e0a3b2c8> (a java.util.concurrent.locks.ReentrantLock)
at com.acme.auth.TokenService.refresh(TokenService.java:88)
File "/usr/lib/python3.11/site-packages/jwt/api_jwt.py", line 210, in decode
jwt.exceptions.ExpiredSignatureError: Signature has expired
ValueError: Invalid salt
bcrypt: hashedPassword is not the hash of the given password
/var/lib/secrets/token-cache/index.db
mount: /run/secrets/kubernetes.io/serviceaccount
volumeMounts: - name: secret-volume
secretName: app-credentials
imagePullSecrets: [{name: regcred}]
valueFrom: {secretKeyRef: {name: db, key: password}}
env: DB_PASSWORD: from secret db key password
DB_PASSWORD=<set>
DB_PASSWORD=(set)
DB_PASSWORD: <redacted>
API_KEY=xxxxx
token=null
token: undefined
password=""
"password": "",
"password": null,
"password": "***",
"token_endpoint": "https://idp.example.com/oauth2/token"
"token_endpoint_auth_methods_supported": ["client_secret_basic","private_key_jwt"]
"grant_types_supported": ["password","refresh_token"]
scope=openid profile email
client_id=web-frontend
response_type=code
code=404
error code: 1045
status code 503
exit code 137
zip code missing
country code: DE
code: ECONNREFUSED
errorCode=AUTH_TOKEN_EXPIRED
AUTH_TOKEN_EXPIRED
pin 13 set to output
GPIO pin: 17
spin lock acquired
mapping: { "dynamic": "strict" }
author: bob
authority: example.com
auth: enabled
auth=none
auth.type=oauth2
auth_method=scram-sha-256
sasl.mechanism=SCRAM-SHA-512
ssl_cipher=TLS_AES_256_GCM_SHA384
ssl.protocol = TLSv1.3
x509: certificate signed by unknown authority
subject=CN=api.example.com issuer=CN=R3,O=Let's Encrypt
serial: 04:A1:B2:C3:D4:E5:F6:07:18:29
serialNumber 1234567890123456789
eth0: 00:16:3e:5e:6c:00
fe80::216:3eff:fe5e:6c00%eth0
uuid=550e8400-e29b-41d4-a716-446655440000
nonce=dGhlIHNhbXBsZSBub25jZQ==
Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
ETag: "33a64df551425fcc55e4d42a148795d9f25f89d4"
If-None-Match: W/"0815"
integrity sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC
"integrity": "sha512-v2kDEe57lecTulaDIuNTPy3Ry4gLGJ6Z1O3vE1krgXZNrsQ+LFTGHVxVjcXPs17LhbZVGedAJv8XZ1tvj5FvSg=="
resolved "https://registry.npmjs.org/lodash/-/lodash-4.17.21.tgz#679591c564c3bffaae8454cf0b3df370c3d6911c"
h1:k1ZGV5c5fQjyLqHbE8kZcqO1hfVJZkPjR0FHeG6vNO8=
--hash=sha256:2e8d6a6ab2d8e5e6d1f5f1b7c4f5e9d6a7b8c9d0e1f2a3b4c5d6e7f8a9b0c1d2
pg_stat_activity: idle in transaction for 00:05:12
query id 1234567890123456
xid 4111111111111112
order_no=20261120123456
epoch 1763642592
tracking number 1Z999AA10123456784
invoice INV-2026-000123
phone home disabled
call returned -1
loaded 1,234,567 rows
lat=52.520008 lon=13.404954
card reader offline
IBAN validation failed
email service unavailable
mail queue empty
dob field missing
ssn is required
name: billing-web
full name is required
user agent: Mozilla/5.0
keyboard interrupt
monkey patching
hotkey: ctrl+k
primary_key=id
foreign_key: account_id
partition_key=2026-11
sort_key: created_at
idempotency_key=3f1c2b7e-9d1a-4f6e-8b1a-7c9d0e1f2a3b
encryption: AES256
kms_key_id: arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
license: Apache-2.0
license expired on 2026-11-01
community edition 8.0.36
credentials provider chain exhausted
NoCredentialsError: Unable to locate credentials
credentials file: /root/.aws/credentials
{"level":"info","msg":"password changed","user_id":42}
{"tokens_used":512,"max_tokens":1024}
{"auth":"ok","session":"open"}
{"secret_count":4,"password_age_days":12}
helm upgrade --install app ./chart -f values.yaml
kubectl -n prod get secret app-secrets -o yaml
openssl s_client -connect api.example.com:443 -servername api.example.com
mysql -h db -u root -p
psql -h db -U app -d ledger -p 5432
docker run -p 8080:80 nginx
ssh -p 2222 deploy@bastion
curl -u "$USER:$PASS" https://x
git clone https://github.com/acme/app.git
7z x archive.7z -oout
username admin logged in
vm.overcommit_memory=1
SELECT password_changed_at FROM users
UPDATE users SET password_reset_at = now()
INSERT INTO audit (event, ip) VALUES ('login', '10.0.0.1')
CREATE TABLE tokens (id bigint, token varchar(64))
token      | character varying(64)  | not null
id,name,created
password_encryption = scram-sha-256
# Pre-shared-key based SSL/TLS support
# Access may also be controlled using a pre-shared-key file. This requires
The psk_hint option enables pre-shared-key support for this listener and also
<h4 id="XML_SetHashSalt">XML_SetHashSalt</h4>
proxy_pass http://backend;
password policy updated
set password policy
twilio: trace id 4bf92f3577b34da6a3ce929d0e0e4736
routing_key=orders.created.v2
datadog trace_id: 4bf92f3577b34da6a3ce929d0e0e4736
/ 20G used on root / 4.5GiB
root / v1.2.3-rc1
https://x.example.com/verify/email
https://x.example.com/data?key=users
ssh login bastion -p 2222
primary_key=user_id
encrypt = "true"
env PASSENGER_MAX_POOL_SIZE 6;
Setting environment variable LANG to en_US.UTF-8
const keyMaterial = await subtle.importKey(
"publicKeyMaterial": "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE"
aws secretsmanager create-secret --name x --secret-string file://mycreds.json
"Arn": "arn:aws:organizations::111111111111:handshake/o-exampleorgid/invite/h-examplehandshakeid111"
"Credentials": {"AccessKeyId": "example", "Expiration": "2023-12-20T02:06:07+00:00"}
"ListTokens": {"result_key": "serviceAccountTokens2", "limit_key": "MaxItems2"}
need option key test
(not shown): redis-cli -h x login -p {port|6379} --user {user|default}
pasted="APP_ENV=production\nAPI_KEY=****\nDB_HOST=db\n"
ERROR 1045 (28000): 'app'@'localhost' 用户无权访问 (使用密码: 是的)
git -c credential.<var>=<value> submodule
if (token[0] == tokenize.OP) and (token[1] == ';'):
last = token.start() if token[0] == "," else token.end()
PUBLIC_KEY=abcdefghij0123456789abcd
S3_CACHE_KEY=abcdefghij0123456789abcd
root:x:0:0:root:/root:/bin/bash
admin: V1.2.3 released
<td>Password</td><td>Required</td>
ERROR 1045 (28000): Benutzer 'app'@'localhost' hat keine Zugriffsberechtigung (verwendetes Passwort: Ja)
ERROR 1045 (28000): Acceso denegado para usuario: 'app'@'localhost' (Usando contraseña: SÍ)
ERROR 1045 (28000): Доступ закрыт для пользователя 'app'@'localhost' (был использован пароль: ДА)
Error: invalid value "5x" for flag --timeout
echo done > /var/log/app.log
ssh deploy@bastion -p 2222
kubectl create secret generic x --from-file=pw=/dev/stdin
""".strip("\n").splitlines()

#: Texts of several lines with one secret (or two) in each, separated by a line of `%%`.
MANY_LINES = r"""
COPY public.users (id, email, password) FROM stdin;
1	a@b.c	hunter2secret
2	b@c.d	hunter2secret
\.
%%
apiVersion: v1
stringData:
  conn: hunter2secret
metadata:
  name: x
%%
"pgb" "hunter2secret"
"joe" "hunter2secret"
%%
+----+-------+---------------+
| id | login | password      |
+----+-------+---------------+
|  1 | joe   | hunter2secret |
|  2 | ann   | hunter2secret |
+----+-------+---------------+
%%
id;login;passwort
1;joe;hunter2secret
%%
1) "password"
2) "hunter2secret"
%%
> HGET user:1 password
"hunter2secret"
%%
radius server X
 address ipv4 10.0.0.1
 key 0 hunter2secret
%%
<auth-user-pass>
joe
hunter2secret
</auth-user-pass>
%%
 login | passwd
-------+---------------
 joe   | hunter2secret
%%
Please use the following password to proceed to installation:

hunter2secret

This may also be found at: /x
%%
# Password
hunter2secret
%%
Username
joe
Password
hunter2secret
%%
<password>
   hunter2secret
</password>
%%
<entry key="db.password">
hunter2secret
</entry>
%%
- value: hunter2secret
  key: DB_PASSWORD
%%
password {
  value = "hunter2secret"
}
%%
password:
  value: hunter2secret
%%
AUTH LOGIN
334 UGFzc3dvcmQ6
hunter2secret=
""".strip("\n").split("\n%%\n")

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
