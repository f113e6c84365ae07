#ifndef NCP_DIRECTORY_H
#define NCP_DIRECTORY_H

#include <dirent.h>

typedef enum ncp_file_kind {
    NCP_FILE_REGULAR,
    NCP_FILE_FOLDER,
    NCP_FILE_LINK,
    NCP_FILE_SPECIAL
} ncp_file_kind;

/* An open folder. All-zero is the valid closed state. */
typedef struct ncp_directory {
    DIR *stream;
} ncp_directory;

/* Returns 0, or an errno value. */
int ncp_directory_open(ncp_directory *folder, const char *path);

/* The next name that is not . or .. and what it names, links not followed; the name is valid
 * until the next call. At the end *name is NULL. Returns 0, or an errno value. */
int ncp_directory_next(ncp_directory *folder, const char **name, ncp_file_kind *kind);

/* May be called again. */
void ncp_directory_close(ncp_directory *folder);

/* What a path leads to, links followed. Returns 0, or an errno value. */
int ncp_file_kind_of(const char *path, ncp_file_kind *kind);

#endif
