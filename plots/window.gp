# SPDX-License-Identifier: GPL-2.0-only
# window.gp - when a transfer, a truncate and a flush of the IOTLB happen
#
# By hand:
#   gnuplot -e "tsv='DIR/plots/window.tsv'; out='x.svg'" plots/window.gp
#   gnuplot -e "tsv='DIR/plots/window.tsv'; kind='dumb'" plots/window.gp
#
# Columns: panel, moment, ms after the doorbell, line of the moment, the same ms
# as text. A moment has a line of its own, the first at the top.
here = ""
do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq "/") { here = ARG0[1:i] } }
load here . "common.gp"

set yrange [0.5:6.5]
unset ytics
xlow(v) = 0
xhigh(v) = v * 1.05
ylow(v) = 0.5
yhigh(v) = 6.5
first = "doorbell truncate unmap return access flush"
better = "from above in the order of the driver; a late flush leaves a window"
style = "with points linetype i pointsize 1.2"
shown(name, v) = strcol(2) eq name ? v : NaN
text = "using ($3 > 50 ? x(only) : NaN):4:5 with labels right offset -1,0 notitle"
draw = "for [i = 1:words(series)] tsv skip 1 using (x(only)):(y(only, word(series, i))) " . style . " notitle, tsv skip 1 " . text
load here . "panels.gp"
