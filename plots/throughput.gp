# SPDX-License-Identifier: GPL-2.0-only
# throughput.gp - what is left of the work, against the rate of revokes
#
# By hand:
#   gnuplot -e "tsv='DIR/plots/throughput.tsv'; out='x.svg'" plots/throughput.gp
#   gnuplot -e "tsv='DIR/plots/throughput.tsv'; kind='dumb'" plots/throughput.gp
#
# Columns: panel, series, revokes a second, share. A small plot for each device's
# own work, and for the filesystem's beside it.
here = ""
do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq "/") { here = ARG0[1:i] } }
load here . "common.gp"

set logscale x 10
set mxtics 1
set mytics 1
xform = "%.0s%c"
yform = "%.2f"
ylow(v) = v * 0.97
yhigh(v) = v > 1 ? v * 1.02 : 1.02
linear = 1
better = "higher is better"
load here . "panels.gp"
