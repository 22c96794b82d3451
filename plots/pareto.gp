# SPDX-License-Identifier: GPL-2.0-only
# pareto.gp - the median wait against what the device keeps, a point a policy
#
# By hand:
#   gnuplot -e "tsv='DIR/plots/pareto.tsv'; out='x.svg'" plots/pareto.gp
#   gnuplot -e "tsv='DIR/plots/pareto.tsv'; kind='dumb'" plots/pareto.gp
#
# Columns: panel, policy, median wait, share kept, front or dominated.
# What is crossed out is dominated: another policy on that device is nowhere
# worse.
here = ""
do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq "/") { here = ARG0[1:i] } }
load here . "common.gp"

set logscale x 10
set mxtics 1
set mytics 1
xform = "%.0s%c"
yform = "%.2f"
ylow(v) = v > 0.02 ? v - 0.02 : 0
yhigh(v) = v + 0.05
linear = 1
better = "up is better; wait: to the left is better"
xlow(v) = v / 2
xhigh(v) = v * 2
shown(want, v) = strcol(5) eq want ? v : NaN
points = "with points linetype i pointsize 1.2"
cross = "with points linecolor rgb 'black' pointtype 2 pointsize 1.5"
draw = "for [i = 1:words(series)] tsv skip 1 using (x(only)):(y(only, word(series, i))) " . points . " notitle, tsv skip 1 using (shown('dominated', x(only))):4 " . cross . " notitle"
keys = "for [i = 1:words(series)] keyentry " . points . " title word(series, i), keyentry " . cross . " title 'dominated'"
load here . "panels.gp"
