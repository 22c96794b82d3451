// SPDX-License-Identifier: GPL-2.0-only
/* vm_cell.c - the folder of one run: logs, result, verdict, replay */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/vm/vm_cell.h"
#include "lib/rvb_array.h"
#include "lib/rvb_exit.h"
#include "lib/rvb_file.h"
#include "lib/rvb_text.h"

static const char *const files[] = {
	"cell.json", "replay.sh", "console.log", "stdio.log", "result.json",
};

static char *place(const struct vm_cell *cell, const char *name)
{
	return rvb_text("%s/%s", cell->dir, name);
}

static int save_json(const struct vm_cell *cell)
{
	rvb_auto char *path = place(cell, "cell.json");

	return rvb_json_save(path, cell->json);
}

static int save_text(const struct vm_cell *cell, const char *name,
		     const char *text, size_t length, mode_t mode)
{
	rvb_auto char *path = place(cell, name);
	struct rvb_file f;
	int ret = rvb_file_open(&f, path);

	if (ret)
		return ret;
	if ((!mode || !fchmod(fileno(f.stream), mode)) &&
	    fwrite(text, 1, length, f.stream) == length)
		return rvb_file_commit(&f);
	ret = -errno;
	rvb_file_abort(&f);
	return ret;
}

static void remove_file(const struct vm_cell *cell, const char *name)
{
	rvb_auto char *path = place(cell, name);

	unlink(path);
}

static int open_logs(struct vm_cell *cell)
{
	rvb_auto char *console = place(cell, "console.log");
	rvb_auto char *stdio = place(cell, "stdio.log");
	int ret;

	cell->console =
		open(console, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (cell->console < 0)
		return -errno;
	cell->stdio = fopen(stdio, "we");
	if (cell->stdio)
		return 0;
	ret = -errno;
	close(cell->console);
	return ret;
}

static int fill(struct vm_cell *cell, const char *replay)
{
	int ret;

	ret = save_json(cell);
	if (ret)
		return ret;
	remove_file(cell, "result.json");
	ret = save_text(cell, "replay.sh", replay, strlen(replay), 0755);
	if (ret)
		return ret;
	return open_logs(cell);
}

int vm_cell_open(struct vm_cell *cell, const char *dir, json_t *json,
		 const char *replay, char *why, size_t size)
{
	bool made = !mkdir(dir, 0777);
	int ret = made || errno == EEXIST ? 0 : -errno;
	size_t i;

	cell->json = json_pack("{s:s, s:s, s:s, s:s, s:s, s:i}", "schema",
			       "revokebench/cell-1", "status", "MISS", "reason",
			       "interrupted", "detail",
			       "not ended, or the runner was killed",
			       "log_excerpt", "", "exit", RVB_EXIT_INTERRUPTED);
	json_object_update_new(cell->json, json);
	cell->dir = ret ? NULL : realpath(dir, NULL);
	if (!ret && !cell->dir)
		ret = -errno;
	if (!ret)
		ret = fill(cell, replay);
	if (!ret)
		return 0;

	snprintf(why, size, "%s: cannot write there: %s", dir, strerror(-ret));
	if (made) {
		for (i = 0; i < ARRAY_SIZE(files); i++)
			remove_file(cell, files[i]);
		rmdir(dir);
	}
	free(cell->dir);
	json_decref(cell->json);
	return ret;
}

char *vm_cell_log(const struct vm_cell *cell, const char *name, size_t *size)
{
	rvb_auto char *path = place(cell, name);
	FILE *f = fopen(path, "re");
	char *text = NULL;
	struct stat st;

	if (!f)
		return NULL;
	if (!fstat(fileno(f), &st))
		text = malloc(st.st_size + 1);
	if (text)
		*size = fread(text, 1, st.st_size, f);
	fclose(f);
	return text;
}

int vm_cell_result(const struct vm_cell *cell, const char *payload,
		   size_t length)
{
	return save_text(cell, "result.json", payload, length, 0);
}

int vm_cell_close(struct vm_cell *cell)
{
	int ret = save_json(cell);

	json_decref(cell->json);
	free(cell->dir);
	close(cell->console);
	return ret;
}
