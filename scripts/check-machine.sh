#!/bin/sh
# Says what this machine lacks to build and run the project, and which package brings it.  Usage: check-machine.sh PYTHON
python="$1"
missing=0
# Debian names the packages of a version after it: python3.12-venv.
case "${python##*/}" in
python3.*) package="${python##*/}" ;;
*) package=python3 ;;
esac

lacks() {
    missing=1
    printf '%s\n' "$1" >&2
}

if ! command -v "$python" >/dev/null 2>&1; then
    lacks "没有 $python:请先安装 Python 3.11—3.13。 No $python: install it first (apt-get install python3)."
    exit 1
fi
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' ||
    lacks "$("$python" --version) 不受支持,须 3.11—3.13;可用 make PYTHON=python3.12。 Python 3.11 to 3.13 is needed; choose one: make PYTHON=python3.12"
"$python" -c 'import venv, ensurepip; ensurepip.version()' 2>/dev/null ||
    lacks "缺少 venv。 No venv: apt-get install $package-venv"
command -v cc >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1 ||
    lacks "缺少 C 编译器。 No C compiler: apt-get install gcc"
"$python" -c 'import os, sys, sysconfig; sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' ||
    lacks "缺少 Python 头文件。 No Python.h: apt-get install $package-dev"
exit "$missing"
