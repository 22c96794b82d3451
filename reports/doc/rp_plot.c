// SPDX-License-Identifier: GPL-2.0-only
/* rp_plot.c - figures as tables in files, and drawn by gnuplot */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/rvb_file.h"
#include "reports/doc/rp_downsample.h"
#include "reports/doc/rp_plot.h"

#define obstack_chunk_alloc malloc
#define obstack_chunk_free free

int rp_plots_open(struct rp_plots *plots, const char *dir)
{
	int ret;

	obstack_init(&plots->memory);
	plots->keep = !!dir;
	plots->dir = (char *)rvb_text_in(&plots->memory,
					 dir ? "%s" : "%s/revokebench.XXXXXX",
					 dir			  ?:
						 getenv("TMPDIR") ?:
								    "/tmp");
	if (dir ? !mkdir(dir, 0777) || errno == EEXIST : !!mkdtemp(plots->dir))
		return 0;
	ret = -errno;
	obstack_free(&plots->memory, NULL);
	return ret;
}

void rp_plots_close(struct rp_plots *plots)
{
	if (!plots->keep)
		rmdir(plots->dir);
	obstack_free(&plots->memory, NULL);
}

/* Names come from a result file; gnuplot and awk get one word without quotes. */
static void rp_plots_word(FILE *stream, const char *text)
{
	for (; *text; text++)
		fputc(strchr("\"'\\`<>", *text) || *text <= ' ' || *text > '~' ?
			      '_' :
			      *text,
		      stream);
}

static void rp_plots_point(FILE *stream, const struct rp_point *p)
{
	rp_plots_word(stream, p->panel);
	fputc('\t', stream);
	rp_plots_word(stream, p->series);
	fprintf(stream, "\t%.15g\t%.15g", p->x, p->y);
	if (p->label) {
		fputc('\t', stream);
		rp_plots_word(stream, p->label);
	}
	fputc('\n', stream);
}

/* Points that follow each other on one line of one panel. */
static size_t rp_plots_line(const struct rp_point *p,
			    const struct rp_point **line)
{
	const struct rp_point *first = p;
	size_t nr = 0;

	while (p && !strcmp(p->panel, first->panel) &&
	       !strcmp(p->series, first->series)) {
		line[nr++] = p;
		p = p->next;
	}
	return nr;
}

static int rp_plots_save(struct rp_plots *plots, const char *path,
			 const struct rp_figure *f, int thin)
{
	const struct rp_point *p, **line;
	struct rvb_file file;
	size_t nr = 0, kept, i;
	int ret = rvb_file_open(&file, path);

	if (ret)
		return ret;
	for (p = f->points; p; p = p->next)
		nr++;
	line = obstack_alloc(&plots->memory, nr * sizeof(*line));
	fprintf(file.stream, "panel\tseries\t%s\t%s\n", f->x, f->y);
	for (p = f->points; p; p = line[kept - 1]->next) {
		nr = rp_plots_line(p, line);
		kept = thin ? rp_thin(line, nr) : nr;
		for (i = 0; i < kept; i++)
			rp_plots_point(file.stream, line[i]);
	}
	return rvb_file_commit(&file);
}

static int rp_plots_spawn(const char *dir, char *const argv[], int out, int err,
			  pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	int ret;

	ret = posix_spawn_file_actions_init(&actions);
	if (ret)
		return -ret;
	ret = posix_spawn_file_actions_addchdir_np(&actions, dir);
	if (!ret)
		ret = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null",
						       O_RDONLY, 0);
	if (!ret)
		ret = posix_spawn_file_actions_adddup2(&actions, out, 1);
	if (!ret)
		ret = posix_spawn_file_actions_adddup2(&actions, err, 2);
	if (!ret)
		ret = posix_spawnp(pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return -ret;
}

static char *rp_plots_slurp(FILE *stream)
{
	char *text = NULL;
	size_t size = 0;

	rewind(stream);
	if (getdelim(&text, &size, '\0', stream) < 0) {
		free(text);
		return NULL;
	}
	return text;
}

/* Both ends are files, not pipes: nothing can block on the other. */
static int rp_plots_run(const char *dir, char *const argv[], char **text,
			char *why, size_t size)
{
	FILE *out = tmpfile(), *err = tmpfile();
	int ret = -EIO, status = 0;
	char *said = NULL;
	pid_t pid;

	if (!out || !err) {
		ret = -errno;
		snprintf(why, size, "no temporary file: %s", strerror(-ret));
		goto close;
	}
	setenv("LC_ALL", "C", 1);
	ret = rp_plots_spawn(dir, argv, fileno(out), fileno(err), &pid);
	if (ret) {
		snprintf(why, size, "%s: %s", argv[0],
			 ret == -ENOENT ? "not installed" : strerror(-ret));
		goto close;
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	*text = rp_plots_slurp(out);
	if (status || !*text) {
		said = rp_plots_slurp(err);
		ret = -EIO;
		snprintf(why, size, "%s failed: %.*s", argv[0],
			 said ? (int)strcspn(said + strspn(said, "\n"), "\n") :
				2,
			 said ? said + strspn(said, "\n") : "no message");
		free(said);
		free(*text);
		*text = NULL;
	}
close:
	if (out)
		fclose(out);
	if (err)
		fclose(err);
	return ret;
}

static int rp_plots_keep(const char *path, const char *text)
{
	struct rvb_file file;
	int ret;

	ret = rvb_file_open(&file, path);
	if (ret)
		return ret;
	fputs(text, file.stream);
	return rvb_file_commit(&file);
}

/* The folder is the child's working directory: no path is quoted for it. */
static int rp_plots_gnuplot(struct rp_plots *plots, const struct rp_figure *f,
			    const char *kind, char **text, char *why,
			    size_t size)
{
	const char *top = getenv("RVB_TOP");
	const char *set = rvb_text_in(&plots->memory, "tsv='%s.tsv'; kind='%s'",
				      f->name, kind);
	const char *script =
		rvb_text_in(&plots->memory, "%s/%s.gp",
			    top ? rvb_text_in(&plots->memory, "%s/plots", top) :
				  RP_PLOTS_DIR,
			    f->name);
	const char *const argv[] = { "gnuplot", "-d", "-e", set, script, NULL };

	return rp_plots_run(plots->dir, (char *const *)argv, text, why, size);
}

int rp_plots_draw(struct rp_plots *plots, const struct rp_figure *figure,
		  const char *kind, char **text, char *why, size_t size)
{
	const char *tsv = rvb_text_in(&plots->memory, "%s/%s.tsv", plots->dir,
				      figure->name);
	const char *drawing = rvb_text_in(&plots->memory, "%s/%s.svg",
					  plots->dir, figure->name);
	int ret = rp_plots_save(plots, tsv, figure, !strcmp(kind, "svg"));

	if (ret) {
		snprintf(why, size, "%s: %s", tsv, strerror(-ret));
		return ret;
	}
	ret = rp_plots_gnuplot(plots, figure, kind, text, why, size);
	if (!ret && plots->keep && !strcmp(kind, "svg")) {
		ret = rp_plots_keep(drawing, *text);
		if (ret) {
			snprintf(why, size, "%s: %s", drawing, strerror(-ret));
			free(*text);
			*text = NULL;
		}
	}
	if (!plots->keep)
		unlink(tsv);
	return ret;
}
