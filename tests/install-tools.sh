#!/bin/sh
# Servers and network tools for the tests, from the distribution. Needs root and apt; elsewhere the
# tests that need them are skipped, one line each.
set -eu
packages="nftables iptables iproute2 ethtool util-linux dnsmasq-base bind9-dnsutils squid tinyproxy-bin
ksh93u+m mksh mawk gawk docker.io docker-compose
postgresql-15 mariadb-server mariadb-client galera-4 pgbouncer redis-server redis-tools nginx-light haproxy
faketime libfaketime chrony postfix sasl2-bin libsasl2-modules libsasl2-modules-db
rabbitmq-server mosquitto nats-server etcd-server
slapd ldap-utils memcached
curl openssl strace busybox-static iputils-ping ncat socat acl attr procps shellcheck age openssh-client chromium
prometheus-blackbox-exporter prometheus sosreport
systemd-journal-remote zstd awscli
user-mode-linux gcc libc6-dev apparmor checkpolicy dmsetup e2fsprogs
nfs-ganesha nfs-ganesha-mem rpcbind nfs-common nfs-kernel-server sshfs openssh-sftp-server"
# The PostgreSQL majors that the distribution does not have come from npm.
command -v npm >/dev/null || packages="$packages npm"
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "tools: not root on Debian or Ubuntu; tests that need servers or namespaces will be skipped"
    exit 0
fi
missing=""
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
echo "tools: installing$missing"
apt-get update -qq
# The servers must not start by themselves: the tests start their own, on private ports.
RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
