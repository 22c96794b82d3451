// SPDX-License-Identifier: GPL-2.0-only
/* vm_qmp.c - QEMU's monitor: start the guest, follow its events */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "host/vm/vm_qmp.h"

/* Ignore write errors: the end of the socket shows that QEMU is gone. */
static void send_message(struct vm_qmp *qmp, json_t *message)
{
	char *text = json_dumps(message, JSON_COMPACT);

	if (text)
		send(qmp->fd, text, strlen(text), MSG_NOSIGNAL);
	free(text);
	json_decref(message);
}

static void execute(struct vm_qmp *qmp, const char *command)
{
	send_message(qmp, json_pack("{s:s}", "execute", command));
}

void vm_qmp_monitor(struct vm_qmp *qmp, const char *line)
{
	send_message(qmp, json_pack("{s:s, s:{s:s}}", "execute",
				    "human-monitor-command", "arguments",
				    "command-line", line));
}

void vm_qmp_nmi(struct vm_qmp *qmp)
{
	execute(qmp, "inject-nmi");
}

static void greeted(struct vm_qmp *qmp, json_t *message)
{
	int major = 0, minor = 0, micro = 0;
	const char *package = "";

	json_unpack(message, "{s:{s:{s:{s:i,s:i,s:i},s:s}}}", "QMP", "version",
		    "qemu", "major", &major, "minor", &minor, "micro", &micro,
		    "package", &package);
	snprintf(qmp->version, sizeof(qmp->version), "%d.%d.%d%s%s%s", major,
		 minor, micro, *package ? " (" : "", package,
		 *package ? ")" : "");
	execute(qmp, "qmp_capabilities");
	execute(qmp, qmp->turns_of ? "query-cpus-fast" : "cont");
}

/* The guest is still stopped, so taking time here delays nothing. */
static void take_turns(struct vm_qmp *qmp, json_t *cpus)
{
	int vcpu;

	if (json_unpack(cpus, "[{s:i}]", "thread-id", &vcpu))
		return;
	qmp->turns = vm_affinity_take(qmp->turns_of, vcpu);
	qmp->vcpu = qmp->turns ? 0 : vcpu;
	qmp->turns_of = 0;
	execute(qmp, "cont");
}

static void happened(struct vm_facts *f, const char *event, json_t *message)
{
	const char *reason = "";

	if (!strcmp(event, "WATCHDOG"))
		f->watchdog = true;
	/* The runner's own NMI caused this panic: it is no finding. */
	else if (!strcmp(event, "GUEST_PANICKED"))
		f->panicked = !f->watchdog && !f->boot_timeout &&
			      !f->no_progress;
	else if (!strcmp(event, "SHUTDOWN") &&
		 !json_unpack(message, "{s:{s:s}}", "data", "reason", &reason))
		snprintf(f->shutdown, sizeof(f->shutdown), "%s", reason);
}

static void one_message(struct vm_qmp *qmp, const char *text, size_t size)
{
	json_t *message = json_loadb(text, size, 0, NULL);
	const char *event;

	if (json_object_get(message, "QMP"))
		greeted(qmp, message);
	if (qmp->turns_of)
		take_turns(qmp, json_object_get(message, "return"));
	event = json_string_value(json_object_get(message, "event"));
	if (event)
		happened(qmp->facts, event, message);
	json_decref(message);
}

void vm_qmp_feed(struct vm_qmp *qmp, const char *piece, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++) {
		if (piece[i] == '\n') {
			one_message(qmp, qmp->line, qmp->length);
			qmp->length = 0;
		} else if (qmp->length < sizeof(qmp->line)) {
			qmp->line[qmp->length++] = piece[i];
		}
	}
}
