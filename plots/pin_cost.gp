# SPDX-License-Identifier: GPL-2.0-only
# pin_cost.gp - cost per page against number of pages, one line a kind of memory
#
# By hand:
#   gnuplot -e "tsv='DIR/plots/pin_cost.tsv'; out='x.svg'" plots/pin_cost.gp
#   gnuplot -e "tsv='DIR/plots/pin_cost.tsv'; kind='dumb'" plots/pin_cost.gp
#
# Columns: panel, series, pages, cost per page; the header of the fourth is its
# unit. Names hold no blank. One small plot a panel, all on the same axes; dumb
# draws the first panel only.
here = ""
do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq "/") { here = ARG0[1:i] } }
load here . "common.gp"

stats tsv every ::0::0 using (unit = strcol(4), 0) nooutput
stats tsv skip 1 using (add(strcol(1))) nooutput
panels = list
list = ""
stats tsv skip 1 using (add(strcol(2))) nooutput
series = list
stats tsv skip 1 using 4 nooutput
least = STATS_min
most = STATS_max
stats tsv skip 1 using 3 nooutput

y(panel, name) = strcol(1) eq panel && strcol(2) eq name ? $4 : NaN

# Both axes are logarithmic: one page pays the whole call, 65,536 share it.
set logscale x 2
set logscale y 10
set xrange [STATS_min:STATS_max > STATS_min ? STATS_max : STATS_min * 2]
set yrange [least * 0.7:most * 1.4]
set xtics 1, 16
set mxtics 1
set format y "%.0f"
set ytics ()
do for [k = -1:7] { set ytics add (1 * 10. ** k, 2 * 10. ** k, 5 * 10. ** k) }
better = "lower is better"

if (dumb) {
	set title word(panels, 1) . ": " . unit . ", " . better
	set xlabel "pages"
	set key outside right center Left reverse samplen 1 width -2
	set tics scale 0.5
	stats tsv skip 1 using (y(word(panels, 1), strcol(2))) nooutput
	set yrange [STATS_min * 0.8:STATS_max * 1.2]
	plot for [i = 1:words(series)] tsv skip 1 \
		using 3:(y(word(panels, 1), word(series, i))) \
		with points pointtype i title word(series, i)
	exit
}

rows = (words(panels) + 1) / 2
set terminal svg noenhanced dynamic linewidth 1.3 font ",13" \
	size 900, 90 + 225 * rows
top = 1 - 52.0 / (90 + 225 * rows)
bottom = 50.0 / (90 + 225 * rows)
set multiplot layout rows, 2 margins 0.075, 0.86, bottom, top \
	spacing 0.06, 0.055
set label 1 unit . ", " . better at screen 0.012, screen 1 - 12.0 / (90 + 225 * rows) left
set label 2 "pages pinned by one call" at screen 0.47, screen 12.0 / (90 + 225 * rows) center
set key at screen 0.995, screen 0.5 right center Left reverse samplen 2.5 spacing 1.3
do for [p = 1:words(panels)] {
	set title word(panels, p) offset 0, -0.6
	if (p > words(panels) - 2) { set format x "%.0f" } else { set format x "" }
	plot for [i = 1:words(series)] tsv skip 1 \
		using 3:(y(word(panels, p), word(series, i))) smooth unique \
		with linespoints linetype i pointsize 0.55 \
		title p == 1 ? word(series, i) : ""
	unset label
	unset key
}
unset multiplot
