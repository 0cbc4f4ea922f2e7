/* A worker's side of reminders: who is reminded is settled at once; the mail of each is written. */
#ifndef GRUNNMUR_REMINDER_SEND_H
#define GRUNNMUR_REMINDER_SEND_H

#include "job_run.h"
#include "outbox_send.h"

/*
 * The job "remind.send", on a sending: reminds those of its kind who wait when it is done, with a
 * mail for each who has an address, where mail can be sent. Reasons: remind.unknown, remind.closed.
 */
job_work reminder_send_work;

/* The mail of a row of the outbox of kind "reminder". */
outbox_writer reminder_mail;

#endif
