#ifndef NCP_CONFIGURE_LINE_H
#define NCP_CONFIGURE_LINE_H

#include <stdbool.h>

#include "slice.h"

/* The lines of the file `~/.ncloud/configure`, for those who read it and those who change it. */

typedef enum ncp_configure_setting {
    NCP_CONFIGURE_ACCESS_KEY, /* ncloud_access_key_id or ncloud_access_key */
    NCP_CONFIGURE_SECRET_KEY, /* ncloud_secret_access_key or ncloud_secret_key */
    NCP_CONFIGURE_API_URL,    /* ncloud_api_url or ncloud_api_gw */
    NCP_CONFIGURE_SITE,       /* ncloud_site */
    NCP_CONFIGURE_SETTINGS,
} ncp_configure_setting;

/* A byte order mark, which the file may begin with. */
#define NCP_CONFIGURE_MARK "\xEF\xBB\xBF"

typedef enum ncp_configure_kind {
    NCP_CONFIGURE_REMARK,  /* an empty line or a comment */
    NCP_CONFIGURE_SECTION, /* [name] */
    NCP_CONFIGURE_ENTRY,   /* name = value, or name: value, perhaps after `export` */
    NCP_CONFIGURE_MALFORMED,
} ncp_configure_kind;

typedef struct ncp_configure_line {
    ncp_configure_kind kind;
    ncp_slice name;
    ncp_slice rest; /* the value with what is around it; what stands behind the ] */
    bool is_open;   /* a section without ], which has no name then */
} ncp_configure_line;

/* The names of the settings, two for most of them. */
typedef struct ncp_configure_name {
    const char *text;
    ncp_configure_setting setting;
} ncp_configure_name;

enum { NCP_CONFIGURE_NAMES = 7 };
extern const ncp_configure_name ncp_configure_names[NCP_CONFIGURE_NAMES];

/* Cuts the next line off `rest`, with its end, and tells its text, trimmed. */
ncp_slice ncp_configure_next_line(ncp_slice *rest);

ncp_configure_line ncp_configure_read_line(ncp_slice text);

/* Which setting the name of an entry is meant to be, in small letters or capitals, with or without bytes that
 * are no ASCII, as people do not see all of those; NCP_CONFIGURE_SETTINGS for none. */
ncp_configure_setting ncp_configure_setting_of(ncp_slice name);

/* Whether the text is empty, or begins with # or ;. */
bool ncp_configure_is_remark(ncp_slice text);

/* The profile that is meant: NULL for the default one, which is also called DEFAULT. */
const char *ncp_configure_profile(const char *profile);

/* Whether a section of that name has lines of the profile. */
bool ncp_configure_is_profile(ncp_slice name, const char *profile);

#endif
