#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# rp_stat_scipy_test.sh - the statistics agree with scipy's, where that is installed
# usage: rp_stat_scipy_test.sh RP_STAT_PRINT
set -eu

[ -x /usr/bin/python3 ] || {
	echo "skipped: no /usr/bin/python3; apt-get install python3-scipy"
	exit 77
}
exec /usr/bin/python3 "${0%.sh}.py" "${1:?usage: rp_stat_scipy_test.sh RP_STAT_PRINT}"
