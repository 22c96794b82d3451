#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# users_initramfs.sh - make the initramfs of run --users, print its path
# usage: users_initramfs.sh KERNELDIR
set -eu
exec "${0%/*}/survey_initramfs.sh" "$1" users
