# SPDX-License-Identifier: GPL-2.0-only
# phases.gp - of what a wait is made, each part as its share
#
# By hand:
#   gnuplot -e "tsv='DIR/plots/phases.tsv'; out='x.svg'" plots/phases.gp
#   gnuplot -e "tsv='DIR/plots/phases.tsv'; kind='dumb'" plots/phases.gp
#
# Columns: panel, part, number of the bar, per cent, name of the bar. The parts
# of one bar follow each other, from below; where there is room a part has its
# name on it. dumb draws a point a part.
here = ""
do for [i = 1:strlen(ARG0)] { if (ARG0[i:i] eq "/") { here = ARG0[1:i] } }
load here . "common.gp"

stats tsv skip 1 using 3 nooutput
bars = STATS_max
set xrange [0.3:bars + 0.7]
set yrange [0:100]
set ytics 25
shared = 0
better = "from below in the order of time"
what = " "
first = "notified waited redirected iotlb drained flushed unpinned fs"
bar = ""
below = 0
# The foot of a part is the head of the one before, in the same bar.
foot(name, h) = ((bar eq name ? 0 : (bar = name, below = 0)), \
	below = below + h, below - h)
this(name) = strcol(1) eq only && strcol(2) eq name
# The bars of a panel and their names, "panel:bar:name".
list = ""
stats tsv skip 1 using (add(strcol(1) . ":" . strcol(3) . ":" . strcol(5))) nooutput
named = list
list = ""
rest(w) = w[strlen(only) + 2:*]
each = "set xtics (); do for [w in named] { if (w[1:strlen(only) + 1] eq only . ':') { set xtics add (rest(w)[strstrt(rest(w), ':') + 1:*] real(rest(w)[1:strstrt(rest(w), ':') - 1])) } }"
set xtics scale 0
if (bars > 5) {
	set xtics rotate by -30
	gap = 75.0
}
set key invert
fill = "linetype i dashtype 1 fillstyle transparent solid 0.5 noborder"
boxes = "using (f = foot(strcol(1) . strcol(3), $4), this(word(series, i)) ? $3 : NaN):(f + $4 / 2):(0.36):($4 / 2) with boxxyerror " . fill . " notitle"
words_in = "using (f = foot(strcol(1) . strcol(3), $4), strcol(1) eq only && $4 >= 8 ? $3 : NaN):(f + $4 / 2):2 with labels notitle"
draw = "for [i = 1:words(series)] tsv skip 1 " . boxes . (bars < 4 ? ", tsv skip 1 " . words_in : "")
keys = "for [i = 1:words(series)] keyentry with boxes " . fill . " title word(series, i)"
load here . "panels.gp"
