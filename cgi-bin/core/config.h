/* conf/grunnmur.conf: lines `key = value`, # comments. What does not fit stops the start. */
#ifndef GRUNNMUR_CONFIG_H
#define GRUNNMUR_CONFIG_H

#include <stddef.h>

struct config {
	/* address of the product, "/grunnmur"; [a-z0-9/-], no slash at the end */
	const char *prefix;
	const char *municipality;       /* name on the pages */
	const char *language;           /* default: nb, nn or en */
	const char *const *origins;     /* allowed values of Origin, ended by NULL */
	/* stripped from REMOTE_USER when it ends in exactly @realm; or NULL */
	const char *realm;
	/* at least 32 random bytes, the same for all programs; mode 0600 or 0640 */
	const char *key_file;
	const char *templates;          /* folder that holds layout/, survey/, leader/, hr/ */
	const char *locale;             /* folder of the message catalogues */
	/* folder of schema.sql, migrate/, grants.sql and seed/; for the command alone */
	const char *sql;
	const char *static_version;     /* names the folder of static files: root/static/VERSION */
	const char *privacy_url, *accessibility_url, *help_url;   /* footer; "" leaves the link out */
	const char *database;           /* name of the schema */
	const char *database_socket;    /* unix socket, or NULL: host and port over TLS */
	const char *database_host;
	unsigned    database_port;
	const char *database_ca;        /* CA file; needed with database_host */
	const char *database_user;      /* NULL: grunnmur_<program> */
	const char *database_password_file;   /* NULL: the socket's own authentication */
	/*
	 * smtp://host:port or smtps://host:port; NULL: no mail is sent. Of another machine than this
	 * one it is always encrypted.
	 */
	const char *smtp;
	const char *smtp_user, *smtp_password_file;     /* NULL: the server asks for none */
	const char *smtp_ca;            /* CA file; NULL: those that the system trusts */
	const char *mail_from;          /* needed with smtp */
};

/*
 * Reads path, or $GRUNNMUR_CONF, or /etc/grunnmur/grunnmur.conf. Prints what is wrong and exits
 * with 78 (EX_CONFIG).
 */
void config_read(const char *path);

/* What was read. */
const struct config *config(void);

#endif
