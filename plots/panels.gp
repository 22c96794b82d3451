# SPDX-License-Identifier: GPL-2.0-only
# panels.gp - small plots of one figure, a line a series; loaded by figures
# after common.gp and their own settings.
#
# In:  better   which way is better, for the title
#      linear   set: few tics on a y axis that is not logarithmic
#      shared   1: all panels have the same axes (default 1), with labels at
#               the left and at the bottom of the figure only
#      xform, yform   formats of the labels of tics
#      style    how a series is drawn (default: lines and points)
#      draw     all that is plotted in a panel (default: each series in style)
#      gap      between two rows of panels, in pixels
#      keys     what the key says, once (default: each series in style)
#      each     done before each panel
#      xlow(v), xhigh(v), ylow(v), yhigh(v)   shared axes: ends of a range
#      first    series that come first, in their order
#      what     under all x axes; without it the header of column 3
# Columns: panel, series, x, y; the header of the fourth is its unit. dumb draws
# the first panel only.
if (!exists("shared")) shared = 1
if (!exists("xform")) xform = "%.0f"
if (!exists("yform")) yform = "%.0f"
set format x xform
set format y yform
if (!exists("each")) each = ""
if (!exists("gap")) gap = 55.0
if (!exists("style")) style = "with linespoints linetype i pointsize 0.55"
if (!exists("draw")) draw = "for [i = 1:words(series)] tsv skip 1 using (x(only)):(y(only, word(series, i))) " . style . " notitle"
if (!exists("keys")) keys = "for [i = 1:words(series)] keyentry " . style . " title word(series, i)"

stats tsv every ::0::0 using (unit = strcol(4), xname = strcol(3), 0) nooutput
if (exists("what")) xname = what
stats tsv skip 1 using (add(strcol(1))) nooutput
panels = list
list = ""
stats tsv skip 1 using (add(strcol(2))) nooutput
series = ""
if (exists("first")) {
	do for [w in first] {
		if (strstrt(" " . list, " " . w . " ")) { series = series . w . " " }
	}
}
do for [w in list] {
	if (!strstrt(" " . series, " " . w . " ")) { series = series . w . " " }
}

y(panel, name) = strcol(1) eq panel && strcol(2) eq name ? $4 : NaN
x(panel) = strcol(1) eq panel ? $3 : NaN
if (dumb) {
	only = word(panels, 1)
	set title only . ": " . unit . ", " . better
	set xlabel xname
	set key outside right center Left reverse samplen 1 width -2
	set tics scale 0.5
	plot for [i = 1:words(series)] tsv skip 1 \
		using (x(only)):(y(only, word(series, i))) \
		with points pointtype i title word(series, i)
	exit
}
if (shared) {
	stats tsv skip 1 using 3:4 nooutput
	if (STATS_max_x > STATS_min_x) {
		set xrange [xlow(STATS_min_x):xhigh(STATS_max_x)]
	}
	set yrange [ylow(STATS_min_y):yhigh(STATS_max_y)]
	if (exists("linear")) {
		set ytics tic(yhigh(STATS_max_y) - ylow(STATS_min_y))
	}
}

rows = (words(panels) + 1) / 2
tall = rows == 1 ? 330 : 225 * rows
high = 100.0 + tall
set terminal svg noenhanced dynamic linewidth 1.3 font ",13" size 900, high
set multiplot layout rows, 2 margins 0.085, 0.845, 56.0 / high, 1 - 60.0 / high \
	spacing shared ? 0.06 : 0.09, gap / high
set label 1 unit . ", " . better at screen 0.012, screen 1 - 14.0 / high left
set label 2 xname at screen 0.47, screen 14.0 / high center
set key at screen 0.995, screen 0.5 right center Left reverse samplen 2.5 \
	spacing words(series) > 6 ? 0.95 : 1.3 maxrows 40
do for [p = 1:words(panels)] {
	only = word(panels, p)
	set title only offset 0, -0.6
	if (shared) {
		f = p + 2 > words(panels) ? xform : ""
		set format x f
		f = p % 2 ? yform : ""
		set format y f
	}
	@each
	if (p == 1) {
		plot @draw, @keys
	} else {
		plot @draw
	}
	unset label 1
	unset label 2
	unset key
}
unset multiplot
