/* Follows the HTML of a template, so that no tag stands where escaping would not protect (S10). */
#include "choice.h"
#include "template_inside.h"
#include "utf8.h"

#include <string.h>
#include <strings.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Adds to a name, of which the start is enough. */
static void grow(char *name, size_t room, char c)
{
	const size_t length = strlen(name);

	if (length + 1 < room) {
		name[length] = lower(c);
		name[length + 1] = '\0';
	}
}

/* Keeps the latest bytes. */
static void remember(struct template_html *html, char c)
{
	const size_t most = sizeof html->last - 1;

	if (strlen(html->last) == most)
		memmove(html->last, html->last + 1, most);
	grow(html->last, sizeof html->last, c);
}

static void enter(struct template_html *html, enum template_place place)
{
	html->place = place;
	if (place == PLACE_NAME)
		html->element[0] = '\0';
	if (place == PLACE_ATTRIBUTE)
		html->attribute[0] = '\0';
	if (place == PLACE_QUOTED)
		html->value_length = 0;
	if (place == PLACE_COMMENT || place == PLACE_SCRIPT)
		html->last[0] = '\0';
}

static void leave_tag(struct template_html *html)
{
	const bool is_script = strcmp(html->element, "script") == 0 ||
	    strcmp(html->element, "style") == 0;

	enter(html, is_script ? PLACE_SCRIPT : PLACE_TEXT);
}

static void in_name(struct template_html *html, char c)
{
	if (c == '>')
		leave_tag(html);
	else if (is_space(c) || (c == '/' && html->element[0] != '\0'))
		enter(html, html->element[0] != '\0' ? PLACE_INSIDE : PLACE_TEXT);
	else
		grow(html->element, sizeof html->element, c);
	if (html->place == PLACE_NAME && strcmp(html->element, "!--") == 0)
		enter(html, PLACE_COMMENT);
}

static void in_tag(struct template_html *html, char c)
{
	if (c == '>') {
		leave_tag(html);
	} else if (c == '=') {
		enter(html, PLACE_BEFORE_VALUE);
	} else if (is_space(c) || c == '/') {
		html->place = PLACE_INSIDE;
	} else {
		if (html->place == PLACE_INSIDE)
			enter(html, PLACE_ATTRIBUTE);
		grow(html->attribute, sizeof html->attribute, c);
	}
}

static void before_value(struct template_html *html, char c)
{
	if (c == '"' || c == '\'') {
		html->quote = c;
		enter(html, PLACE_QUOTED);
	} else if (c == '>') {
		leave_tag(html);
	} else if (!is_space(c)) {
		html->place = PLACE_UNQUOTED;
	}
}

static void in_script(struct template_html *html, char c)
{
	remember(html, c);
	if (html->place == PLACE_COMMENT && utf8_ends_with(html->last, "-->"))
		enter(html, PLACE_TEXT);
	else if (html->place == PLACE_SCRIPT &&
	    (utf8_ends_with(html->last, "</script>") || utf8_ends_with(html->last, "</style>")))
		enter(html, PLACE_TEXT);
}

static void step(struct template_html *html, char c)
{
	switch (html->place) {
	case PLACE_TEXT:
		if (c == '<')
			enter(html, PLACE_NAME);
		break;
	case PLACE_NAME: in_name(html, c); break;
	case PLACE_INSIDE:
	case PLACE_ATTRIBUTE: in_tag(html, c); break;
	case PLACE_BEFORE_VALUE: before_value(html, c); break;
	case PLACE_QUOTED:
		if (c == html->quote)
			enter(html, PLACE_INSIDE);
		else
			html->value_length++;
		break;
	case PLACE_UNQUOTED:
		if (c == '>')
			leave_tag(html);
		else if (is_space(c))
			enter(html, PLACE_INSIDE);
		break;
	case PLACE_COMMENT:
	case PLACE_SCRIPT: in_script(html, c); break;
	}
}

void template_html_text(struct template_html *html, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		step(html, bytes[i]);
}

static const char *in_quotes(const struct template_html *html, const char *name)
{
	static const char *const addresses[] = {
		"href", "src", "action", "formaction", "srcset", "poster", "data", "cite", "ping",
		"background", "manifest", "xlink:href", NULL
	};
	static const char *const own[] = { "page.root", "page.static", NULL };

	if (strncmp(html->attribute, "on", 2) == 0 || strcmp(html->attribute, "style") == 0 ||
	    strcmp(html->attribute, "srcdoc") == 0)
		return "a tag in an attribute that is a script, a style or a document";
	if (html->value_length == 0 && choice_has(addresses, html->attribute) && !choice_has(own, name))
		return "a tag other than {{page.root}} and {{page.static}} starts an address";
	return NULL;
}

const char *template_html_value(const struct template_html *html, const char *name)
{
	switch (html->place) {
	case PLACE_TEXT: return NULL;
	case PLACE_QUOTED: return in_quotes(html, name);
	case PLACE_COMMENT: return "a tag in an HTML comment";
	case PLACE_SCRIPT: return "a tag in a script or style";
	default: return "a tag in an HTML tag outside of quotes";
	}
}

const char *template_html_section(struct template_html *html)
{
	/* <a{{#x}} and <input checked{{#x}} end a name, as white space does. */
	if ((html->place == PLACE_NAME && html->element[0] != '\0') || html->place == PLACE_ATTRIBUTE)
		enter(html, PLACE_INSIDE);
	switch (html->place) {
	case PLACE_TEXT:
	case PLACE_INSIDE:
	case PLACE_QUOTED: return NULL;
	case PLACE_COMMENT: return "a section in an HTML comment";
	case PLACE_SCRIPT: return "a section in a script or style";
	default: return "a section in an attribute without quotes";
	}
}

const char *template_html_partial(const struct template_html *html)
{
	return html->place == PLACE_TEXT ? NULL : "a partial inside an HTML tag";
}
