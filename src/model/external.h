#ifndef NCP_MODEL_EXTERNAL_H
#define NCP_MODEL_EXTERNAL_H

#include "rows.h"

/* Fields of the nouns of External Access. */

/* clang-format off */

#define NCP_TRUST_ANCHOR_ID {"trustAnchorId", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .doc = "trust anchor id"}

/* Names of trust anchors and profiles: which characters they may have, the pages disagree on. */
#define NCP_EXTERNAL_NAME(FLAGS) {"name", NCP_STRING, .flags = (FLAGS), .min = 3, .max = 30, .doc = "name"}
#define NCP_EXTERNAL_DESCRIPTION \
    {"description", NCP_STRING, .flags = NCP_BYTES, .max = 300, .doc = "description"}
#define NCP_ENABLE_AT_ONCE {"enabled", NCP_BOOLEAN, .doc = "true to enable it at once; false when left out"}

/* In results. */
#define NCP_ENABLED {"enabled", NCP_BOOLEAN, .doc = "true when enabled"}
#define NCP_EXTERNAL_TIMES \
    {"createTime", NCP_STRING, .doc = "time of creation, ISO 8601"}, \
    {"updateTime", NCP_STRING, .doc = "time of the last change, ISO 8601"}

/* clang-format on */

#endif
