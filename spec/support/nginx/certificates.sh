#!/bin/sh
# certificates.sh FOLDER: makes key.pem and, for it, the certificates of the fault server:
# valid, wrong_host and expired, all signed by ca.pem, and unknown_ca, signed by itself.
# ca.d holds the same CA as a folder.
set -eu
cd "$1"

cat >ca.conf <<END
[req]
distinguished_name = name
prompt = no
[name]
CN = lua-ncp specs
[ca]
default_ca = specs
[specs]
database = index.txt
new_certs_dir = .
certificate = ca.pem
private_key = key.pem
default_md = sha256
rand_serial = yes
unique_subject = no
policy = any
copy_extensions = copy
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:TRUE
subjectKeyIdentifier = hash
END
: >index.txt

# sign NAME HOSTS [option of "openssl ca"...]
sign() {
    name=$1 hosts=$2
    shift 2
    openssl req -new -key key.pem -subj /CN=specs -addext "subjectAltName=$hosts" -config ca.conf -out "$name.csr"
    openssl ca -batch -notext -config ca.conf -in "$name.csr" -out "$name.pem" "$@"
}

openssl ecparam -name prime256v1 -genkey -noout -out key.pem
openssl req -x509 -new -key key.pem -days 2 -config ca.conf -extensions authority -out ca.pem
sign valid IP:127.0.0.1,DNS:localhost -days 2
sign wrong_host DNS:elsewhere.test -days 2
sign expired IP:127.0.0.1 -startdate 20200101000000Z -enddate 20200102000000Z
openssl req -x509 -new -key key.pem -subj /CN=stranger -addext subjectAltName=IP:127.0.0.1 -days 2 \
    -config ca.conf -out unknown_ca.pem
mkdir ca.d
cp ca.pem ca.d
openssl rehash ca.d
