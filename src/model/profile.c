#include "external.h"

/* clang-format off */

#define PROFILE_ID {"profileId", NCP_STRING, NCP_IN_PATH, NCP_ARGUMENT, .doc = "profile id"}
#define DURATION(DOC) {"durationSeconds", NCP_INTEGER, .min = 600, .max = 43200, .doc = (DOC)}
#define ROLE_IDS(DOC) {"roleIdList", NCP_LIST, .flags = NCP_NULLABLE, .item = &ncp_id, .doc = (DOC)}

static const ncp_field profile[] = {
    PROFILE_ID,
    NCP_END,
};

static const ncp_field list_parameters[] = {
    NCP_SEARCH("name|profileNrn"),
    NCP_PAGE("20"),
    NCP_END,
};

static const ncp_field create_parameters[] = {
    NCP_EXTERNAL_NAME(NCP_REQUIRED),
    NCP_EXTERNAL_DESCRIPTION,
    DURATION("seconds for which credentials are good; 3600 when left out"),
    NCP_ENABLE_AT_ONCE,
    ROLE_IDS("ids of roles that the service ExternalAccess has; null or empty: none; read as roleNrnList"),
    NCP_END,
};

static const ncp_field update_parameters[] = {
    PROFILE_ID,
    NCP_EXTERNAL_NAME(0),
    NCP_EXTERNAL_DESCRIPTION,
    DURATION("seconds for which credentials are good"),
    ROLE_IDS("ids of roles that the service ExternalAccess has; null: leave them alone, empty: remove all"),
    NCP_END,
};

static const ncp_field role = {.type = NCP_STRING};

static const ncp_field result[] = {
    {"profileId",       NCP_STRING,  .flags = NCP_REQUIRED, .doc = "profile id"},
    {"profileNrn",      NCP_STRING,  .doc = "resource name"},
    {"name",            NCP_STRING,  .doc = "name"},
    {"description",     NCP_STRING,  .doc = "description"},
    NCP_ENABLED,
    {"durationSeconds", NCP_INTEGER, .doc = "seconds for which credentials are good"},
    {"roleNrnList",     NCP_LIST,    .item = &role, .doc = "names of its roles; written as roleIdList"},
    NCP_EXTERNAL_TIMES,
    NCP_END,
};

static const ncp_operation operations[] = {
    {"list", "GET", "/api/v1/profiles", NCP_IDEMPOTENT,
     .parameters = list_parameters, .result = result, .paging = &ncp_paging_content,
     .doc = "List profiles, one page at a time",
     .source = "management-subaccount-getprofilelist"},

    {"get", "GET", "/api/v1/profiles/{profileId}", NCP_IDEMPOTENT,
     .parameters = profile, .result = result,
     .doc = "Read a profile",
     .source = "management-subaccount-getprofiles"},

    {"create", "POST", "/api/v1/profiles", 0,
     .parameters = create_parameters, .result = result, .makes = "a profile", .shown_by = "list",
     .doc = "Create a profile; a role can be in one profile",
     .source = "management-subaccount-postprofiles"},

    {"update", "PATCH", "/api/v1/profiles/{profileId}", NCP_IDEMPOTENT,
     .parameters = update_parameters, .result = result,
     .doc = "Change what is given of a profile",
     .source = "management-subaccount-patchprofiles"},

    {"delete", "DELETE", "/api/v1/profiles/{profileId}", NCP_IDEMPOTENT,
     .parameters = profile, .result = result,
     .doc = "Delete a profile, which is returned",
     .source = "management-subaccount-deleteprofiles"},

    {"enable", "POST", "/api/v1/profiles/{profileId}/enable", NCP_IDEMPOTENT,
     .parameters = profile, .result = result,
     .doc = "Enable a profile",
     .source = "management-subaccount-enableprofiles"},

    {"disable", "POST", "/api/v1/profiles/{profileId}/disable", NCP_IDEMPOTENT,
     .parameters = profile, .result = result,
     .doc = "Disable a profile",
     .source = "management-subaccount-disableprofiles"},

    NCP_END,
};

/* clang-format on */

const ncp_noun ncp_profile = {
    .name = "profile",
    .service = "externalaccess",
    .operations = operations,
    .doc = "Profiles: which roles workloads elsewhere can get, and for how long",
};
