# SPDX-License-Identifier: GPL-2.0-only
# pareto.gp - the longest wait against what the device keeps, a point a policy
#
# By hand:
#   gnuplot -e "tsv='DIR/plots/pareto.tsv'; out='x.svg'" plots/pareto.gp
#   gnuplot -e "tsv='DIR/plots/pareto.tsv'; kind='dumb'" plots/pareto.gp
#
# Columns: panel, policy, longest wait, share kept, front or dominated. Full:
# no other policy on that device is as good everywhere; hollow: one is.
here = ""
do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq "/") { here = ARG0[1:i] } }
load here . "common.gp"

set logscale x 10
set mxtics 1
set mytics 1
set format x "%.0s%c"
set format y "%.2f"
ylow(v) = v > 0.02 ? v - 0.02 : 0
yhigh(v) = v + 0.05
better = "up is better; wait: to the left is better"
xlow(v) = v / 2
xhigh(v) = v * 2
shown(want, v) = strcol(5) eq want ? v : NaN
front = "using (shown('front', x(only))):4 with points linecolor rgb '#0072B2' pointtype 7 pointsize 1.1 title p == 1 ? 'best' : ''"
behind = "using (shown('dominated', x(only))):4 with points linecolor rgb '#D55E00' pointtype 6 pointsize 1.1 title p == 1 ? 'dominated' : ''"
# Names stand above and below in turn: neighbours hide each other less.
odd(n) = int(n) % 2
above = "using (odd($0) ? NaN : x(only)):4:2 with labels offset 0, 0.8 notitle"
below = "using (odd($0) ? x(only) : NaN):4:2 with labels offset 0, -0.8 notitle"
draw = "tsv skip 1 " . front . ", tsv skip 1 " . behind . ", tsv skip 1 " . above . ", tsv skip 1 " . below
load here . "panels.gp"
