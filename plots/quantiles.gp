# SPDX-License-Identifier: GPL-2.0-only
# quantiles.gp - how long events take, from the median to the last one in many
#
# By hand:
#   gnuplot -e "tsv='DIR/plots/quantiles.tsv'; out='x.svg'" plots/quantiles.gp
#   gnuplot -e "tsv='DIR/plots/quantiles.tsv'; kind='dumb'" plots/quantiles.gp
#
# Columns: panel, series, one in, wait. One wait in so many is longer: 2 is the
# median, 100 is p99. Both axes are logarithmic: the tail has as much room as
# what is common.
here = ""
do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq "/") { here = ARG0[1:i] } }
load here . "common.gp"

set logscale xy
set mxtics 1
set mytics 1
set ytics ()
do for [k = 0:9] { set ytics add (1 * 10. ** k, 2 * 10. ** k, 5 * 10. ** k) }
yform = "%.0s%c"
set xtics ("p0" 1, "p50" 2, "p90" 10, "p99" 100, "p99.9" 1000, "p99.99" 10000, \
	"p99.999" 100000)
ylow(v) = v * 0.7
yhigh(v) = v * 1.4
better = "lower is better"
what = "quantile, on a logarithmic axis of the tail"
style = "with linespoints linetype i pointsize 0.5 pointinterval 25"
load here . "panels.gp"
