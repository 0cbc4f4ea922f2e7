/*
 * The time of a request, read once: UTC, and the day in Oslo. GRUNNMUR_NOW sets it in tests; then
 * no time passes but what is waited for.
 */
#ifndef GRUNNMUR_CLOCK_H
#define GRUNNMUR_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* Reads the clock; serve calls it for each request, the command once. */
void clock_begin(void);

const char *clock_now(void);     /* "2026-11-24 09:30:00", UTC, as a DATETIME argument */
const char *clock_today(void);   /* "2026-11-24", Oslo's date */
int64_t     clock_unix(void);    /* seconds since 1970 */
/* So long after clock_now, or before if negative; in the arena. */
const char *clock_later(int seconds);

/* Milliseconds that only grow, for how long something takes; and waiting. */
int64_t clock_ms(void);
void    clock_wait(int64_t ms);

/*
 * The moment, in UTC, that Oslo's day begins or the day after it does; day is "YYYY-MM-DD". In the
 * arena.
 */
const char *clock_day_start(const char *day);
const char *clock_day_end(const char *day);

/* The day that lies days after day (before, if negative); in the arena. */
const char *clock_add_days(const char *day, int days);

/* Whole days from one day to another. */
int clock_days_between(const char *from, const char *to);

/* Whether text is a day that exists, as YYYY-MM-DD, 1900 to 2199. */
bool clock_is_day(const char *text);

/*
 * A UTC moment ("YYYY-MM-DD HH:MM:SS" or RFC 3339 with Z) in Oslo's time: "YYYY-MM-DD HH:MM:SS"; in
 * the arena. NULL if it is none.
 */
const char *clock_oslo(const char *moment);

#endif
