# SPDX-License-Identifier: GPL-2.0-only
# kernels.gp - cost of a page over kernels, one line a kind of memory
#
# By hand:
#   gnuplot -e "tsv='DIR/plots/kernels.tsv'; out='x.svg'" plots/kernels.gp
#   gnuplot -e "tsv='DIR/plots/kernels.tsv'; kind='dumb'" plots/kernels.gp
#
# Columns: panel, series, number of the kernel, cost, name of the kernel. The
# kernels stand in order of release; the axis of the cost is logarithmic.
here = ""
do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq "/") { here = ARG0[1:i] } }
load here . "common.gp"

stats tsv skip 1 using (add(strcol(3) . ":" . strcol(5))) nooutput
set xtics ()
do for [w in list] {
	set xtics add (w[strstrt(w, ":") + 1:*] real(w[1:strstrt(w, ":") - 1]))
}
last = words(list)
list = ""
set logscale y 10
set ytics ()
do for [k = -1:7] { set ytics add (1 * 10. ** k, 2 * 10. ** k, 5 * 10. ** k) }
xlow(v) = 0.7
xhigh(v) = last + 0.3
ylow(v) = v * (dumb ? 0.8 : 0.7)
yhigh(v) = v * (dumb ? 1.2 : 1.4)
better = "lower is better"
gap = 75.0
if (!dumb) what = "kernels, by release"
load here . "panels.gp"
