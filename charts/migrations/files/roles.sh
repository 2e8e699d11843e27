#!/bin/sh
# Brings the database's roles to what the secrets say. Can be run at any time: it changes only what differs.
#
#   PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD   the database, and its master
#   APP_USERNAME, APP_PASSWORD                       who the applications log in as
#   NEXT_USERNAME, NEXT_PASSWORD                     who they will log in as; empty when no change is prepared
#
# Passwords are in variables and pipes only: arguments of programs can be read by others.
set -eu
here=${0%/*}

query() {
  psql --no-psqlrc --no-password --set ON_ERROR_STOP=1 "$@"
}

refuse() {
  echo "roles: $1" >&2
  exit 1
}

# Whether a user can log in and act for the applications.
works() (
  export PGUSER="$1" PGPASSWORD="$2"
  query --command 'SET ROLE nxloy_app' >/dev/null 2>&1
)

renew() (
  export LOGIN="$1"
  printf '%s\n%s\n' "$2" "$2" | query --file "$here/login.sql"
)

ensure() {
  case $1 in
    *[!a-z0-9_]* | nxloy_app_) refuse "user \"$1\": is no name of an application's user: choose nxloy_app_a or nxloy_app_b" ;;
    nxloy_app_*) ;;
    *) refuse "user \"$1\": is not the applications' to change: choose nxloy_app_a or nxloy_app_b" ;;
  esac
  [ -n "$2" ] || refuse "user \"$1\": has no password in the secret"
  works "$1" "$2" && return
  renew "$1" "$2"
  works "$1" "$2" || refuse "user \"$1\": cannot log in with its new password"
  echo "roles: $1 has a new password"
}

# A pod's first packets may come before the network knows it.
await() {
  tries=20
  until pg_isready --quiet --timeout 2; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || refuse "the database does not answer at $PGHOST:$PGPORT"
    sleep 1
  done
}

command -v psql >/dev/null && command -v pg_isready >/dev/null || refuse 'the image has no psql: install postgresql-client'
await
query --file "$here/privileges.sql"
ensure "$APP_USERNAME" "$APP_PASSWORD"
if [ -n "$NEXT_USERNAME" ]; then ensure "$NEXT_USERNAME" "$NEXT_PASSWORD"; fi
