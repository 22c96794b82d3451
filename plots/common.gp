# SPDX-License-Identifier: GPL-2.0-only
# common.gp - how every figure looks. Loaded first by each of them.
#
# In:  tsv    the data, tab separated, one header line
#      kind   "svg" (default) or "dumb", which is ASCII for a mail
#      out    where to write; not set: stdout
# Out: terminal, palette, `dumb`, add(word) / list for collecting names, and
#      what panels.gp takes for granted.
#
# Colours are Okabe and Ito's without black, which stays for the axes: the
# HTML report turns black into the colour of its text. Dash and point types
# differ, too, so that no line is told by its colour alone.
if (!exists("tsv")) {
	print "usage: gnuplot -e \"tsv='x.tsv'; kind='svg'; out='x.svg'\" FIGURE.gp"
	exit status 2
}
if (!exists("kind")) kind = "svg"
dumb = kind eq "dumb"
if (dumb) {
	set terminal dumb noenhanced nofeed size 71,16
} else {
	set terminal svg noenhanced dynamic linewidth 1.4 font ",13" size 900,900
}
if (exists("out")) set output out

set datafile separator tab
set datafile missing NaN
set encoding utf8
set tics nomirror
set border 3
if (!dumb) set grid ytics linecolor rgb "#999999" linewidth 0.35 dashtype solid

set linetype 1 linecolor rgb "#0072B2" dashtype 1 pointtype 7
set linetype 2 linecolor rgb "#D55E00" dashtype 2 pointtype 5
set linetype 3 linecolor rgb "#009E73" dashtype 3 pointtype 9
set linetype 4 linecolor rgb "#CC79A7" dashtype 4 pointtype 13
set linetype 5 linecolor rgb "#E69F00" dashtype 5 pointtype 11
set linetype 6 linecolor rgb "#56B4E9" dashtype (14, 4) pointtype 6
set linetype 7 linecolor rgb "#B3A100" dashtype (9, 3, 2, 3, 2, 3) pointtype 4
set linetype 8 linecolor rgb "#888888" dashtype (4, 4) pointtype 12
set linetype cycle 8

# Names that a column holds, each once, in the order of the file, for word().
list = ""
add(name) = strstrt(" " . list, " " . name . " ") ? 0 : \
	    (list = list . name . " ", 1)

# Distance of three to seven tics on a linear axis of length r.
power(r) = 10. ** floor(log10(r / 3.))
tic(r) = power(r) * (r / 3. / power(r) < 2 ? 1 : r / 3. / power(r) < 5 ? 2 : 5)

# The ends of an axis that several panels share; a figure may have its own.
xlow(v) = v
xhigh(v) = v
ylow(v) = v
yhigh(v) = v
