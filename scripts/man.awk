# SPDX-License-Identifier: GPL-2.0-only
# man.awk - the body of a manual page, mdoc, of a help text or of a README
# usage: awk -v topic=TOPIC -f man.awk; see man.sh

# Return: @text with what roff would take for its own escaped
function plain(text)
{
	gsub(/\\/, "\\e", text)
	gsub(/`|\*\*/, "", text)
	gsub(/--/, "\\-\\-", text)
	gsub(/\(\)/, "\\\\\\&()", text)
	return text
}

# Print @text in lines of 78 columns, each sentence on a new one
function put(text,   n, word, i, line)
{
	n = split(plain(text), word, /[ \n]+/)
	for (i = 1; i <= n; i++) {
		if (word[i] == "")
			continue
		if (line != "" && length(line " " word[i]) > 78) {
			print line
			line = ""
		}
		if (line == "" && word[i] ~ /^[.\047]/)
			word[i] = "\\&" word[i]
		line = (line == "" ? "" : line " ") word[i]
		if (word[i] ~ /[.?!][)"\047]*$/) {
			print line
			line = ""
		}
	}
	if (line != "")
		print line
}

function section(name)
{
	flush()
	print ".Sh " name
	fresh = 1
}

# Print the paragraph that was gathered
function flush()
{
	if (paragraph != "") {
		if (!fresh)
			print ".Pp"
		put(paragraph)
		fresh = 0
	}
	paragraph = ""
}

function gather(text)
{
	paragraph = paragraph " " text
}

# Print the text of the item that was gathered
function end_item()
{
	if (described != "")
		put(described)
	described = ""
}

function end_list()
{
	end_item()
	if (in_list)
		print ".El"
	in_list = 0
}

function item(term, text)
{
	flush()
	end_item()
	if (!in_list)
		print ".Bl -tag -width Ds"
	in_list = 1
	fresh = 0
	gsub(/"/, "\\(dq", term)
	gsub(/-/, "\\-", term)
	print ".It Li \"" term "\""
	described = text
}

# A row of a table in markdown: its first cell is the term
function row(line,   n, cell, i, text)
{
	gsub(/\\\|/, "\001", line)
	n = split(line, cell, / *\| */)
	for (i = 2; i < n; i++)
		gsub(/\001/, "|", cell[i])
	if (line ~ /^\|[-|: ]*$/)
		return
	if (!in_list && !headed) {
		for (i = 3; i < n; i++)
			head[i] = cell[i]
		headed = 1
		return
	}
	for (i = 3; i < n; i++)
		if (cell[i] != "")
			text = text (i > 3 ? "; " : "") \
				(head[i] ~ /`|[0-9]/ ? head[i] " " : "") cell[i]
	gsub(/`/, "", cell[2])
	item(cell[2], text)
}

topic == "policy" && /^# / { next }
topic == "policy" && /^## / {
	end_list()
	name = toupper(substr($0, 4))
	section(name == "WHAT" ? "DESCRIPTION" : name)
	headed = 0
	next
}
/^[Uu]sage: |^  or: / {
	sub(/^[^:]*: */, "")
	sub(/^revokebench /, "")
	line[++lines] = (topic ~ /^revokebench$|^policy$/ ||
		index($0, topic) == 1 ? "" : topic " ") $0
	next
}
# The usage goes on
lines && !told && /^            / {
	sub(/^ */, "")
	line[lines] = line[lines] " " $0
	next
}
lines && !told {
	told = 1
	section("SYNOPSIS")
	for (i = 1; i <= lines; i++)
		{
			print (i > 1 ? ".br\n" : "") ".Nm revokebench"
			put(line[i])
		}
	section("DESCRIPTION")
}
/^Mandatory or optional arguments|^for any corresponding short/ { next }
/^\|/ { row($0); next }
/^- / { end_list(); flush(); $0 = substr($0, 3); gather($0); next }
/^ *$/ { flush(); next }
topic == "policy" && /^  / { gather($0); next }
/^Exit codes: / && topic == "revokebench" {
	end_list()
	section("EXIT STATUS")
	sub(/^Exit codes: /, "")
}
/^Environment:$/ { end_list(); section("ENVIRONMENT"); next }
/^ +-/ && !/^         / {
	sub(/^ +/, "")
	match($0, /^(-[^ ], )?-[^ ]+/)
	item(substr($0, 1, RLENGTH), substr($0, RLENGTH + 1))
	next
}
/^  +[a-z]/ && !/^           / || /^  [A-Z_]+  / {
	sub(/^ +/, "")
	match($0, /  +|$/)
	item(substr($0, 1, RSTART - 1), substr($0, RSTART))
	next
}
/^          +[^ ]/ && in_list {
	described = described " " $0
	next
}
{ end_list(); gather($0) }
END { end_list(); flush() }
