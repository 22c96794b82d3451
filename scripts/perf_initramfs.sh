#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# perf_initramfs.sh - add Debian's perf to the guest's initramfs, print its path
# usage: perf_initramfs.sh KERNELDIR
set -eu
exec "${0%/*}/survey_initramfs.sh" "$1" perf
