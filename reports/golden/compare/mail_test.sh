#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# mail_test.sh - -f mail is a mail: of 72 columns, taken by git send-email, with tags
# where figures got worse
# usage: mail_test.sh BIN
set -eu
bin=$(realpath "${1:?usage: mail_test.sh BIN}")
# shellcheck source=reports/golden/compare/expect.sh
. "$(dirname "$(realpath "$0")")/expect.sh"

# is_mail SUBJECT: out is a mail with that subject, and its body is that of text
is_mail()
{
	! LC_ALL=C grep -nE '.{73}|[^ -~]| $' out || fail "no line of a mail"
	python3 - out "$1" <<'END' || fail "no mail, or another subject"
import email, email.policy, sys
mail = email.message_from_file(open(sys.argv[1]), policy=email.policy.default)
assert not mail.defects, mail.defects
assert mail.get_content_type() == "text/plain", mail.get_content_type()
subject = " ".join(mail["Subject"].split())
assert subject == sys.argv[2], subject
assert mail.get_payload().startswith("revokebench: what "), "body"
assert "<html" not in mail.get_payload(), "HTML"
END
	cp out mail
	if [ -e /usr/lib/git-core/git-send-email ] &&
		perl -e 'use Mail::Address' 2>/dev/null; then
		gives 0 git-mail
		says "Subject: ${1%% *}" out
	fi
}
mkdir tools
cat >tools/git-mail <<END
#!/bin/sh
cd "$tmp"
exec env HOME="$tmp" GIT_CONFIG_GLOBAL=/dev/null git -c user.name=a -c user.email=a@example.org send-email --dry-run --confirm=never --suppress-cc=all --to=list@example.org --from=a@example.org mail
END
chmod +x tools/git-mail
for program in "$bin"/*; do
	ln -s "$program" tools/
done
bin=$tmp/tools

gives 0 report -f mail base
is_mail "revokebench: what pinning a page costs, Linux 6.1.0-99-amd64"
gives 0 compare -f mail base base
is_mail "revokebench: what changed, $(sed -n '/^=====/{n;p;q;}' out)"
! grep -q regzbot out || fail "tags without a regression"

commit=0123456789abcdef0123456789abcdef01234567
gives 1 compare -f mail --patch-base $commit base slow
grep -qxF "#regzbot introduced: $commit.." out || fail "no range for regzbot"
grep -qxF "base-commit: $commit" out || fail "no base-commit"
grep -q '^#regzbot title: .*regression$' out || fail "no title for regzbot"
is_mail "$(python3 -c 'import email, email.policy
print(" ".join(email.message_from_file(open("out"),
	policy=email.policy.default)["Subject"].split()))')"
grep -qE '^Subject: \[revokebench\] [a-z_]+/[^ ]+ \+[0-9.]+% regression' mail ||
	fail "the subject does not say what got worse"
gives 1 compare -f mail --patch-base v6.1..v6.2 base slow
grep -qxF '#regzbot introduced: v6.1..v6.2' out || fail "another range"
grep -qxF 'base-commit: v6.1' out || fail "another base"
gives 1 compare -f mail base slow
! grep -q regzbot out || fail "regzbot is told a commit that nobody named"

refuses 2 'for -f mail only' compare --patch-base $commit base slow
refuses 2 'expected a commit' compare -f mail --patch-base 'a b' base slow
refuses 2 'expected a commit' compare -f mail --patch-base '' base slow
