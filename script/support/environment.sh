# Sourced by every script: the project's folder, its Python, and how the scripts speak.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
ROOT=$(pwd)
VENV=${TRIGPOINT_VENV:-$ROOT/.venv}
export DJANGO_SETTINGS_MODULE=${DJANGO_SETTINGS_MODULE:-trigpoint.web.settings.development}
export TRIGPOINT_VAR=${TRIGPOINT_VAR:-$ROOT/var}

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }
warn() { printf '  ! %s\n' "$*" >&2; }
fail() { printf '\nStopped: %s\n' "$*" >&2; exit 1; }

# Which system packages may be installed without asking: only as root, only with apt-get, only unless told not to.
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ "${TRIGPOINT_INSTALL:-yes}" = yes ]; }

apt_lists_are_fresh=no
# need COMMAND-OR-TEST "what it is for" PACKAGE...: installs the packages where it may, says how where it may not.
need() {
  local test=$1 purpose=$2; shift 2
  if eval "$test" >/dev/null 2>&1; then return 0; fi
  if may_install; then
    say "Installing $* ($purpose)"
    if [ "$apt_lists_are_fresh" = no ]; then apt-get -qq update >&2; apt_lists_are_fresh=yes; fi
    DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >&2 || return 1
    eval "$test" >/dev/null 2>&1
  else
    warn "missing: $* ($purpose). On Debian or Ubuntu: sudo apt-get install $*"
    return 1
  fi
}

find_python() {
  local name
  for name in "${TRIGPOINT_PYTHON:-}" python3.13 python3.12 python3.14 python3 python; do
    [ -n "$name" ] && command -v "$name" >/dev/null || continue
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then echo "$name"; return 0; fi
  done
  return 1
}
