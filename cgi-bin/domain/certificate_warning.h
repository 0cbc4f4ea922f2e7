/*
 * People are told that a certificate runs out, 90 and 30 days before its last valid day and on
 * that day, once each: on their page, and by a mail with a link and no more. Where the worker was
 * away they are told when it is back, of the nearest of these; a week after the last valid day it
 * is too late. Nobody is told who has a newer certificate of the same competence.
 */
#ifndef GRUNNMUR_CERTIFICATE_WARNING_H
#define GRUNNMUR_CERTIFICATE_WARNING_H

#include "db.h"
#include "job_run.h"
#include "outbox_send.h"

/* Asks for the job of the day, once; not before the morning. Commits. */
void certificate_warning_due(struct db *db);

/* The job "warn.certificates", on a day as a number (20261124). */
job_work certificate_warning_work;

/* The mail of a row of the outbox of kind "certificate". */
outbox_writer certificate_warning_mail;

#endif
