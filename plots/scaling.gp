# SPDX-License-Identifier: GPL-2.0-only
# scaling.gp - what more regions, pages or threads cost
#
# By hand:
#   gnuplot -e "tsv='DIR/plots/scaling.tsv'; out='x.svg'" plots/scaling.gp
#   gnuplot -e "tsv='DIR/plots/scaling.tsv'; kind='dumb'" plots/scaling.gp
#
# Columns: panel, series, n, median. A small plot for each thing that grows, on
# axes of its own, both logarithmic: a straight line of slope one is linear.
here = ""
do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq "/") { here = ARG0[1:i] } }
load here . "common.gp"

set logscale xy
set mxtics 1
set mytics 1
xform = "%.0s%c"
yform = "%.0s%c"
shared = 0
better = "lower is better"
what = "how many"
load here . "panels.gp"
