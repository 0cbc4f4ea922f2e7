/* The time of a request, read once: the moment in UTC and the day in Europe/Oslo. */
#include "clock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "arena.h"
#include "fault.h"

#define SECONDS_A_DAY 86400

static struct {
	bool begun;
	int64_t unix_time;
	char now[20], today[11];
} moment;

/* Reads count digits; -1 if they are none. */
static int digits(const char *text, size_t count)
{
	int number = 0;

	for (size_t i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		number = number * 10 + (text[i] - '0');
	}
	return number;
}

static int days_of_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

/* Reads "YYYY-MM-DD" at the start of text into the date of time. */
static bool read_day(const char *text, struct tm *time)
{
	int year, month, day;

	if (strnlen(text, 10) < 10 || text[4] != '-' || text[7] != '-')
		return false;
	year = digits(text, 4);
	month = digits(text + 5, 2);
	day = digits(text + 8, 2);
	if (year < 1900 || year > 2199 || month < 1 || month > 12)
		return false;
	if (day < 1 || day > days_of_month(year, month))
		return false;
	*time = (struct tm){ .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day };
	return true;
}

/* Reads "HH:MM:SS", with or without a fraction, into time; the end, or NULL. */
static const char *read_time(const char *text, struct tm *time)
{
	if (strnlen(text, 8) < 8 || text[2] != ':' || text[5] != ':')
		return NULL;
	time->tm_hour = digits(text, 2);
	time->tm_min = digits(text + 3, 2);
	time->tm_sec = digits(text + 6, 2);
	if (time->tm_hour < 0 || time->tm_hour > 23 || time->tm_min < 0 || time->tm_min > 59)
		return NULL;
	if (time->tm_sec < 0 || time->tm_sec > 59)
		return NULL;
	text += 8;
	if (*text == '.' && text[1] >= '0' && text[1] <= '9')
		for (text++; *text >= '0' && *text <= '9'; text++)
			;
	return text;
}

/* Reads "Z", "+01:00" or nothing at all; false: something else. */
static bool read_offset(const char *text, int *seconds)
{
	int hours, minutes;

	*seconds = 0;
	if (*text == '\0' || strcmp(text, "Z") == 0)
		return true;
	if ((*text != '+' && *text != '-') || strlen(text) != 6 || text[3] != ':')
		return false;
	hours = digits(text + 1, 2);
	minutes = digits(text + 4, 2);
	if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return false;
	*seconds = (hours * 60 + minutes) * (*text == '-' ? -60 : 60);
	return true;
}

static bool read_moment(const char *text, time_t *seconds)
{
	struct tm time;
	int offset;

	if (text == NULL || !read_day(text, &time) || (text[10] != ' ' && text[10] != 'T'))
		return false;
	text = read_time(text + 11, &time);
	if (text == NULL || !read_offset(text, &offset))
		return false;
	*seconds = timegm(&time) - offset;
	return true;
}

static void use_oslo(void)
{
	setenv("TZ", "Europe/Oslo", 1);
	tzset();
	if (strcmp(tzname[0], "CET") != 0)
		fault("the time zone Europe/Oslo is not installed (package tzdata)");
}

void clock_begin(void)
{
	const char *given = getenv("GRUNNMUR_NOW");
	time_t now = time(NULL);
	struct tm utc, oslo;

	if (!moment.begun)
		use_oslo();
	if (given != NULL && !read_moment(given, &now))
		fault("GRUNNMUR_NOW is no moment such as 2026-11-24T09:30:00Z: %s", given);
	gmtime_r(&now, &utc);
	localtime_r(&now, &oslo);
	strftime(moment.now, sizeof moment.now, "%Y-%m-%d %H:%M:%S", &utc);
	strftime(moment.today, sizeof moment.today, "%Y-%m-%d", &oslo);
	moment.unix_time = now;
	moment.begun = true;
}

static void begin_once(void)
{
	if (!moment.begun)
		clock_begin();
}

const char *clock_now(void)
{
	begin_once();
	return moment.now;
}

const char *clock_today(void)
{
	begin_once();
	return moment.today;
}

int64_t clock_unix(void)
{
	begin_once();
	return moment.unix_time;
}

const char *clock_later(int seconds)
{
	const time_t moment_then = (time_t)clock_unix() + seconds;
	struct tm utc;

	gmtime_r(&moment_then, &utc);
	return arena_printf("%04d-%02d-%02d %02d:%02d:%02d", utc.tm_year + 1900, utc.tm_mon + 1,
	    utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

static int64_t waited;          /* while GRUNNMUR_NOW is set */

int64_t clock_ms(void)
{
	struct timespec now;

	if (getenv("GRUNNMUR_NOW") != NULL)
		return waited;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_wait(int64_t ms)
{
	if (getenv("GRUNNMUR_NOW") != NULL)
		waited += ms;
	else
		nanosleep(&(struct timespec){ ms / 1000, ms % 1000 * 1000000 }, NULL);
}

static struct tm day_of(const char *day)
{
	struct tm time;

	if (!clock_is_day(day))
		fault("no day: %s", day != NULL ? day : "(none)");
	read_day(day, &time);
	return time;
}

static const char *text_of(const struct tm *time)
{
	char *text = arena_alloc(20);

	strftime(text, 20, "%Y-%m-%d %H:%M:%S", time);
	return text;
}

static const char *midnight(const char *day, int days_later)
{
	struct tm time = day_of(day), utc;
	time_t seconds;

	begin_once();
	time.tm_mday += days_later;
	time.tm_isdst = -1;
	seconds = mktime(&time);
	gmtime_r(&seconds, &utc);
	return text_of(&utc);
}

const char *clock_day_start(const char *day)
{
	return midnight(day, 0);
}

const char *clock_day_end(const char *day)
{
	return midnight(day, 1);
}

const char *clock_add_days(const char *day, int days)
{
	struct tm time = day_of(day), later;
	const time_t seconds = timegm(&time) + (time_t)days * SECONDS_A_DAY;

	gmtime_r(&seconds, &later);
	return arena_text(text_of(&later), 10);
}

int clock_days_between(const char *from, const char *to)
{
	struct tm first = day_of(from), last = day_of(to);

	return (int)((timegm(&last) - timegm(&first)) / SECONDS_A_DAY);
}

bool clock_is_day(const char *text)
{
	struct tm time;

	return text != NULL && strnlen(text, 11) == 10 && read_day(text, &time);
}

const char *clock_oslo(const char *utc_moment)
{
	struct tm oslo;
	time_t seconds;

	begin_once();
	if (!read_moment(utc_moment, &seconds))
		return NULL;
	localtime_r(&seconds, &oslo);
	return text_of(&oslo);
}
