#include "configure_edit.h"

#include "check.h"

static ncp_slice slice(const char *text) { return (ncp_slice){text, strlen(text)}; }

/* What the key A with the secret S makes of a text. */
static const struct {
    const char *profile;
    const char *before;
    const char *after;
} cases[] = {
    {NULL, "", "ncloud_access_key_id = A\nncloud_secret_access_key = S\n"},
    {"prod", "", "[prod]\nncloud_access_key_id = A\nncloud_secret_access_key = S\n"},
    {NULL, "ncloud_access_key_id = old\nncloud_secret_access_key = old\n",
     "ncloud_access_key_id = A\nncloud_secret_access_key = S\n"},
    {"prod", "ncloud_access_key_id = D\n\n# of the build\n[test]\nncloud_access_key_id = T\n",
     "ncloud_access_key_id = D\n\n# of the build\n[test]\nncloud_access_key_id = T\n\n[prod]\n"
     "ncloud_access_key_id = A\nncloud_secret_access_key = S\n"},
    {NULL, "# mine\n\nncloud_site = gov\n\n# of the build\n[test]\nncloud_access_key_id = T",
     "# mine\n\nncloud_site = gov\nncloud_access_key_id = A\nncloud_secret_access_key = S\n\n"
     "# of the build\n[test]\nncloud_access_key_id = T"},
    {"test", "[test]\n[prod]\nncloud_access_key_id = P\n",
     "[test]\nncloud_access_key_id = A\nncloud_secret_access_key = S\n[prod]\nncloud_access_key_id = P\n"},
    {"test", "[test]", "[test]\nncloud_access_key_id = A\nncloud_secret_access_key = S\n"},
    /* Lines are kept as people write them, but for the value. */
    {NULL, "export NCLOUD_ACCESS_KEY=old # of June\nexport NCLOUD_SECRET_KEY='old'",
     "export NCLOUD_ACCESS_KEY=A\nexport NCLOUD_SECRET_KEY=S\n"},
    {NULL, "ncloud_secret_key: old\r\nncloud_access_key:\r\n# end\r\n",
     "ncloud_secret_key: S\nncloud_access_key:A\n# end\r\n"},
    {NULL, "ncloud_site = gov\r",
     "ncloud_site = gov\rncloud_access_key_id = A\nncloud_secret_access_key = S\n"},
    {NULL, "\xEF\xBB\xBFncloud_access_key = old\n",
     "\xEF\xBB\xBFncloud_access_key = A\nncloud_secret_access_key = S\n"},
    /* What would hold in place of the new keys goes. */
    {NULL, "ncloud_access_key_id = old\nncloud_access_key = older\nncloud_secret_key = old\n",
     "ncloud_access_key_id = A\nncloud_secret_key = S\n"},
    {NULL, "ncloud_access_key = old\n[prod]\nncloud_access_key = P\n[default]\nncloud_access_key = D\n",
     "ncloud_access_key = A\n[prod]\nncloud_access_key = P\n[default]\nncloud_secret_access_key = S\n"},
    /* So does what cannot be read. */
    {NULL, "ncloud_access_key = old\xC2\xA0\nncloud_secret_key = 'old\n",
     "ncloud_access_key = A\nncloud_secret_key = S\n"},
    {"prod", "ncloud_access_key = old\xC2\xA0\n",
     "ncloud_access_key = old\xC2\xA0\n\n[prod]\nncloud_access_key_id = A\nncloud_secret_access_key = S\n"},
};

static void test_the_pair_takes_its_place_and_all_else_stays(void) {
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ncp_configure_keys keys = {cases[i].profile, slice("A"), slice("S")};
        ncp_bytes out = {0};
        ncp_error error = {{0}};
        bool done = CHECK(ncp_configure_edit(&keys, slice(cases[i].before), &out, &error));
        if (!CHECK_BYTES(&out, cases[i].after) || !done)
            (void)fprintf(stderr, "    in row %zu: %s\n%.*s\n", i, error.message, (int)out.length, out.data);
        ncp_bytes_free(&out);
    }
}

static void test_a_file_that_was_never_read_is_empty(void) {
    ncp_configure_keys keys = {NULL, slice("A"), slice("S")};
    ncp_bytes none = {0}, out = {0};
    ncp_error error = {{0}};
    CHECK(ncp_configure_edit(&keys, ncp_slice_of(&none), &out, &error));
    CHECK(ncp_slice_is(ncp_slice_of(&out), cases[0].after));
    ncp_bytes_free(&out);
}

static const struct {
    ncp_configure_keys keys;
    const char *before;
    const char *message;
} refused[] = {
    {{NULL, {"A", 1}, {"S", 1}}, "a = b\nnothing\n", "line 2 is neither"},
    {{NULL, {"A", 1}, {"S", 1}}, "[prod\n", "line 1: the name of the profile has no ]"},
    {{NULL, {"A", 1}, {"S", 1}}, "\xFF\xFE[\0", "line 1 is neither"},
    {{NULL, {"A", 1}, {"s3cr3t#", 7}}, "", "line 2: the value has # in it"},
    {{NULL, {"A", 1}, {"s3cr3t\n[prod]", 13}},
     "",
     "the profile cannot have this name, or a key has no such form"},
    {{NULL, {"A", 1}, {"s3cr3t\xC2\xA0", 8}}, "", "line 2: the value ends in a no-break space"},
    {{"a]b", {"A", 1}, {"S", 1}}, "", "line 1: something stands behind the ]"},
    {{"a\nb", {"A", 1}, {"S", 1}}, "", "line 1: the name of the profile has no ]"},
    {{" a", {"A", 1}, {"S", 1}}, "", "the profile cannot have this name"},
};

static void test_what_would_not_be_read_again_is_refused(void) {
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        ncp_bytes out = {0};
        ncp_error error = {{0}};
        bool done = ncp_configure_edit(&refused[i].keys, slice(refused[i].before), &out, &error);
        CHECK(!done);
        if (!CHECK_CONTAINS(error.message, refused[i].message))
            (void)fprintf(stderr, "    in row %zu: %s\n", i, error.message);
        CHECK(strstr(error.message, "s3cr3t") == NULL);
        ncp_bytes_free(&out);
    }
}

int main(void) {
    test_the_pair_takes_its_place_and_all_else_stays();
    test_a_file_that_was_never_read_is_empty();
    test_what_would_not_be_read_again_is_refused();
    return check_finish();
}
