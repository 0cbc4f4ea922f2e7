#!/bin/bash
# What the compiler cannot check: who may know whom, lengths, names, templates, texts. Prints file:line: what is wrong.
set -uo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/.." || exit 1
shopt -s lastpipe       # what `rule` finds at the end of a pipe counts

failed=0

# rule NAME: reads faults; none is a pass.
rule() {
	local faults
	faults=$(cat)
	if [ -z "$faults" ]; then
		echo "ok - $1"
	else
		echo "not ok - $1"
		printf '%s\n' "$faults" | sed 's/^/# /'
		failed=1
	fi
}

files() { find "$1" -type f -name "$2" 2>/dev/null | sort; }
sources() { files cgi-bin '*.[ch]'; }
templates() { files cgi-bin '*.html'; }

# find_in FILES… PATTERN: file:line: text of each match; C comments are left out.
code() {
	perl -ne '
		s{/\*.*?\*/}{}g;
		if ($c) { if (s{^.*?\*/}{}) { $c = 0 } else { $_ = "" } }
		if (s{/\*.*}{}) { $c = 1 }
		print "$ARGV:$.: $_" if /'"$1"'/;
		if (eof) { close ARGV; $c = 0 }' "${@:2}" /dev/null | sed 's/\t/ /g'
}

# Who may know whom -----------------------------------------------------------------------------------------------

code '"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|START TRANSACTION|WITH)\s' \
    $(sources | grep -vE '^cgi-bin/(domain/|core/db|core/db_)') | grep -vE '^cgi-bin/core/(db|db_[a-z]+)\.c:' |
    rule 'SQL stands in domain alone'

code 'printf.*"[^"]*\b(SELECT .* FROM|INSERT INTO|UPDATE .* SET|DELETE FROM)\b' $(files cgi-bin '*.c') | rule 'no statement is put together'

{
	code '#include [<"](mysql|mariadb)' $(sources) | grep -v '^cgi-bin/core/db_inside\.h:'
	code '#include [<"](fcgi|fcgiapp|fcgi_stdio)\.h' $(sources) | grep -v '^cgi-bin/core/serve\.c:'
	code '#include [<"]sodium' $(sources) | grep -v '^cgi-bin/core/csrf\.c:'
	code '#include [<"]csv\.h' $(sources) | grep -v '^cgi-bin/core/sheet\.c:'
	code '#include [<"]curl' $(sources) | grep -v '^cgi-bin/core/mail\.c:'
	code '#include [<"]libintl\.h' $(sources) | grep -v '^cgi-bin/core/i18n\.c:'
	code '#include [<"]setjmp\.h' $(sources) | grep -v '^cgi-bin/core/fault\.c:'
	code '#include [<"]db_inside\.h' $(sources) | grep -vE '^cgi-bin/core/(db|db_[a-z]+)\.[ch]:'
} | rule 'each foreign library is known in one file'

code '#include "' $(sources) | while IFS=: read -r file line text; do
	header=${text#*\"} header=${header%%\"*} part=$(echo "$file" | cut -d/ -f2)
	[ -e "cgi-bin/$part/$header" ] || [ -e "cgi-bin/core/$header" ] ||
	    { [ "$part" != core ] && [ -e "cgi-bin/domain/$header" ]; } || echo "$file:$line: $header is not for $part"
done | rule 'core knows no domain, programs do not know each other'

code '\b(html|HTML|REMOTE_USER|Content-Type|reply_|request_query|template_)\b' $(files cgi-bin/domain '*.c') | rule 'domain knows neither HTTP nor HTML'

code '\b(NOW|CURDATE|CURTIME|SYSDATE|LOCALTIME|UTC_DATE|UTC_TIMESTAMP|UNIX_TIMESTAMP)\s*\(|\bCURRENT_(DATE|TIME|TIMESTAMP)\b' \
    $(files cgi-bin '*.c') | rule 'no statement asks the server for the time'

code '\bOFFSET\b' $(files cgi-bin/domain '*.c') | rule 'no statement pages with OFFSET'

code '\b(strcpy|strcat|sprintf|vsprintf|gets|scanf|sscanf|alloca|system|popen|strtok|atoi|atol)\s*\(' $(files cgi-bin '*.c') |
    rule 'no banned function is called'

# Form -------------------------------------------------------------------------------------------------------------

for file in $(sources) $(files tests '*.[ch]') $(files tests '*.mjs') $(files htdocs '*.js') $(files htdocs/css 'grunnmur.css'); do
	# A table of cases is read best with a case on a line.
	case $file in tests/*) most=150 ;; *) most=100 ;; esac
	expand -t 4 "$file" | awk -v f="$file" -v most="$most" 'length($0) > most { print f ":" NR ": " length($0) " characters" }'
done | rule 'lines have at most 100 characters, of tests 150 (a tab counts 4)'

for file in $(sources) $(files tests '*.[ch]') $(files tests '*.mjs') $(files htdocs '*.js'); do
	[ "$(wc -l <"$file")" -le 400 ] || echo "$file:400: $(wc -l <"$file") lines"
done | rule 'files have at most 400 lines'

awk 'FNR == 1 { start = 0 }
	/^[{]$/ { start = FNR }
	/^[}]/ && start { if (FNR - start - 1 > 50) print FILENAME ":" start ": a function of " FNR - start - 1 " lines"; start = 0 }' \
    $(files cgi-bin '*.c') $(files tests '*.c') /dev/null | rule 'functions have at most 50 lines'

for file in $(sources); do
	head -n 1 "$file" | grep -q '^/\*' || echo "$file:1: the first line does not say what the file is for"
done | rule 'the first line says what a file is for'

code '^typedef (struct|union|enum)\b|\bgoto\b' $(sources) | rule 'no struct behind a typedef, no goto'

grep -nE '\b(TODO|FIXME|XXX|HACK)\b' -r cgi-bin sql conf htdocs Makefile README.md 2>/dev/null | rule 'nothing is left to do'

for file in $(files cgi-bin/core '*.c') $(files cgi-bin/domain '*.c'); do
	part=$(basename "$(dirname "$file")") name=$(basename "$file" .c)
	[ -e "tests/$part/test_$name.c" ] || [ -e "tests/$part/test_${name%%_*}.c" ] || [ -e "tests/$part/test_${name%_*}.c" ] ||
	    echo "$file:1: has no tests/$part/test_$name.c, nor tests of its subject"
done | rule 'each file of core and domain has its tests'

# Templates and scripts --------------------------------------------------------------------------------------------

grep -nE '\{\{\{|\{\{ *&' $(templates) /dev/null | rule 'no raw tag'
grep -nE '[[:space:]](style|on[a-z]+)=' $(templates) /dev/null | rule 'no style and no handler in a template'
grep -nE '<style|<script([^>]*[^r]|)>[^<]' $(templates) /dev/null | rule 'no script or style inside a template'
perl -ne 'print "$ARGV:$.: $_" if /\b(href|src|action)="\{\{(?!page\.(root|static)\}\})/ || /\b(href|src|action)=\{\{/;
	close ARGV if eof' $(templates) /dev/null | rule 'only page.root and page.static start an address'
perl -ne 'print "$ARGV:$.: $_" if /\s[a-z-]+=\{\{/; close ARGV if eof' $(templates) /dev/null | rule 'attributes are quoted'
perl -ne 'while (/\{\{> *([a-z_]+)/g) { my $name = $1; my ($folder) = $ARGV =~ m{(.*)/};
		print "$ARGV:$.: no partial $name\n" unless -e "cgi-bin/layout/$name.html" || -e "$folder/$name.html" } close ARGV if eof' $(templates) /dev/null | rule 'each partial exists'
grep -nE 'innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function' $(files htdocs '*.js') /dev/null |
    rule 'scripts put in text, never HTML'
perl -ne '$print = 1 if /\@media print/; print "$ARGV:$.: $_" if /!important/ && !$print && !/\[hidden\]/;
	$print = 0 if /^\t?}/; if (eof) { close ARGV; $print = 0 }' $(files htdocs/css '*.css' | grep -v theme.css) /dev/null |
    rule 'no !important but in print'

# Texts ------------------------------------------------------------------------------------------------------------

for file in $(files cgi-bin/po '*.po'); do
	msgfmt --check-format --check-domain -o /dev/null "$file" 2>&1
	msgattrib --untranslated "$file" | grep -A1 '^msgid "..*' | grep '^msgid' | sed "s|^|$file:1: not translated: |"
	msgattrib --only-fuzzy "$file" | grep '^msgid "..*' | sed "s|^|$file:1: fuzzy: |"
done | rule 'each text file is whole'

languages=$(files cgi-bin/po '*.po' | sed 's/.*\.\([a-z]*\)\.po$/\1/' | sort -u)
for language in $languages; do
	msgcat cgi-bin/po/*."$language".po | grep -n '^"#-#-#-#-#' | grep -v ' 1:' | sed "s|.*\"#-#-#-#-# *\([^ ]*\).*|cgi-bin/po/\1:1: translates a text otherwise than another file|" |
	    sort -u
done | rule 'one text has one translation'

if [ -e cgi-bin/po/collect.sh ]; then
	bash cgi-bin/po/collect.sh "${TMPDIR:-/tmp}/lint-po.$$" 2>&1
	rm -rf "${TMPDIR:-/tmp}/lint-po.$$"
fi | rule 'each text of the programs is translated into every language'

exit $failed
