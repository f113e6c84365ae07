#define _DEFAULT_SOURCE /* flock */
#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "durable.h"
#include "file.h"

static bool fail(ncp_journal *journal, const char *what, int reason, ncp_error *error) {
    ncp_error_set_system(error, what, reason);
    ncp_journal_close(journal);
    return false;
}

static bool hold(ncp_journal *journal, ncp_error *error) {
    if (flock(journal->file, LOCK_EX | LOCK_NB) == 0) return true;
    if (errno != EWOULDBLOCK) return fail(journal, "cannot be locked", errno, error);
    ncp_error_set(error, "is in use by another run");
    ncp_journal_close(journal);
    return false;
}

bool ncp_journal_open(ncp_journal *journal, const char *path, ncp_error *error) {
    int file = ncp_file_open(path, O_WRONLY | O_CREAT | O_APPEND, error);
    if (file < 0) return false;
    *journal = (ncp_journal){.owner = getpid(), .file = file};
    if (!hold(journal, error)) return false;
    if (ncp_durable_sync_folder(path, error)) return true;
    ncp_journal_close(journal);
    return false;
}

static bool is_usable(const ncp_journal *journal, ncp_error *error) {
    if (journal->owner == 0) {
        ncp_error_set(error, "is closed");
    } else if (journal->owner != getpid()) {
        ncp_error_set(error, "belongs to another process");
    } else if (journal->broken) {
        ncp_error_set(error, "could not be written before: open it again");
    } else {
        return true;
    }
    return false;
}

/* What was written of a piece is taken back, so that the next reader finds whole
 * lines. After a failed fsync the system may have dropped what it could not
 * write, and a second fsync would not tell: no append is tried again. */
bool ncp_journal_append(ncp_journal *journal, const void *data, size_t length, ncp_error *error) {
    if (!is_usable(journal, error)) return false;
    off_t end = lseek(journal->file, 0, SEEK_END);
    if (end >= 0 && ncp_durable_write_all(journal->file, data, length)) return true;
    int reason = errno;
    journal->broken = true;
    int taken_back = end >= 0 ? ftruncate(journal->file, end) : -1;
    (void)taken_back; /* what stays is for the next reader to judge */
    ncp_error_set_system(error, "cannot be written", reason);
    return false;
}

bool ncp_journal_cut(ncp_journal *journal, size_t length, ncp_error *error) {
    if (!is_usable(journal, error)) return false;
    return ftruncate(journal->file, (off_t)length) == 0 || fail(journal, "cannot be cut", errno, error);
}

void ncp_journal_close(ncp_journal *journal) {
    if (journal->owner != 0) (void)close(journal->file);
    *journal = (ncp_journal){0};
}
