# Sourced: a PostgreSQL of our own for tests, in a temporary folder, gone when the script ends.
pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
start_postgres() {
  [ -n "$pg_bin" ] || fail "PostgreSQL is missing; run script/setup --dev"
  pg_dir=$(mktemp -d); [ "$(id -u)" = 0 ] && chown postgres "$pg_dir"; chmod 700 "$pg_dir"
  pg_port=$("$VENV/bin/python" -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
  (cd / && as_postgres "$pg_bin/initdb" -D "$pg_dir/data" -U trigpoint -A trust -E UTF8 --locale=C.UTF-8 >/dev/null)
  (cd / && as_postgres "$pg_bin/pg_ctl" -D "$pg_dir/data" -w -l "$pg_dir/log" \
    -o "-p $pg_port -k $pg_dir -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60" start >/dev/null)
  export TRIGPOINT_TEST_DATABASE="postgres://trigpoint@127.0.0.1:$pg_port/postgres"
  trap stop_postgres EXIT
}
stop_postgres() { (cd / && as_postgres "$pg_bin/pg_ctl" -D "$pg_dir/data" -m immediate stop >/dev/null 2>&1); rm -rf "$pg_dir"; }
