# SPDX-License-Identifier: GPL-2.0-only
# history.gp - figures of results that followed each other, one line a metric
#
# By hand:
#   gnuplot -e "tsv='history.tsv'; out='x.svg'" plots/history.gp
#
# Columns: panel, series, number of the result, percent of the first; the
# header of the fourth says so. Which way is better depends on the metric: cost
# and latency lower, throughput higher.
here = ""
do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq "/") { here = ARG0[1:i] } }
load here . "common.gp"

stats tsv every ::0::0 using (unit = strcol(4), 0) nooutput
stats tsv skip 1 using (add(strcol(2))) nooutput
stats tsv skip 1 using 4 nooutput
least = STATS_min
most = STATS_max
stats tsv skip 1 using 3 nooutput

y(name) = strcol(2) eq name ? $4 : NaN
room = most > least ? (most - least) * 0.1 : 1
set yrange [least - room:most + room]
set xrange [STATS_min - 0.2:STATS_max + 0.2]
step = ceil((STATS_max - STATS_min + 1) / 12.0)
set xtics STATS_min, step
set format x "#%.0f"
set format y "%.4g"
better = "lower is better, throughput higher"

if (dumb) {
	set title unit . ", by result; " . better
	set key outside bottom center Left reverse samplen 1 maxcols 1
	set terminal dumb noenhanced nofeed size 71,22
	set tics scale 0.5
	plot for [i = 1:words(list)] tsv skip 1 \
		using 3:(y(word(list, i))) with points pointtype i \
		title word(list, i)
	exit
}

set terminal svg noenhanced dynamic linewidth 1.3 font ",13" size 900,480
set title unit . ", by result; " . better
set key outside bottom center Left reverse samplen 2.5 maxcols 2
plot for [i = 1:words(list)] tsv skip 1 using 3:(y(word(list, i))) \
	with linespoints linetype i pointsize 0.55 title word(list, i)
