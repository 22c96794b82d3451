# SPDX-License-Identifier: GPL-2.0-only
# pin_cost.gp - cost per page against number of pages, one line a kind of memory
#
# By hand:
#   gnuplot -e "tsv='DIR/plots/pin_cost.tsv'; out='x.svg'" plots/pin_cost.gp
#   gnuplot -e "tsv='DIR/plots/pin_cost.tsv'; kind='dumb'" plots/pin_cost.gp
#
# Columns: panel, series, pages, cost per page. Both axes are logarithmic: a
# call for one page pays for the whole call, one for 65,536 pages shares it.
here = ""
do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq "/") { here = ARG0[1:i] } }
load here . "common.gp"

set logscale x 2
set logscale y 10
set xtics 1, 16
set mxtics 1
xform = "%.0f"
yform = "%.0f"
set ytics ()
do for [k = -1:7] { set ytics add (1 * 10. ** k, 2 * 10. ** k, 5 * 10. ** k) }
xhigh(v) = v > 1 ? v : 2
ylow(v) = v * (dumb ? 0.8 : 0.7)
yhigh(v) = v * (dumb ? 1.2 : 1.4)
better = "lower is better"
if (!dumb) what = "pages pinned by one call"
style = "smooth unique with linespoints linetype i pointsize 0.55 pointinterval 2"
draw = "for [i = 1:words(series)] tsv skip 1 using (x(only)):(y(only, word(series, i))) " . style . " notitle"
keys = "for [i = 1:words(series)] keyentry with linespoints linetype i pointsize 0.55 title word(series, i)"
load here . "panels.gp"
