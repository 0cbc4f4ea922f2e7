/* The entries of a FINT collection, one after another: none is held longer than it is looked at. */
#ifndef GRUNNMUR_PEOPLE_FINT_SCAN_H
#define GRUNNMUR_PEOPLE_FINT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cJSON;

struct people_fint_scan {
	const char *at, *end;
	int64_t total;                  /* as the collection says; -1: it does not */
	size_t entry;                   /* the number of the entry that was read last, from 1 */
};

/* Finds _embedded._entries, or a bare array; false: there is none. bytes may be anything. */
bool people_fint_scan_begin(struct people_fint_scan *scan, const char *bytes, size_t length);

/*
 * The next entry: true, and *entry is the object, or NULL when it is no JSON that we take. False:
 * there is none left.
 */
bool people_fint_scan_next(struct people_fint_scan *scan, struct cJSON **entry);

#endif
