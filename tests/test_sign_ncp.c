#include "sign_ncp.h"

#include "check.h"

typedef struct signature_case {
    const char *method;
    const char *target;
    const char *timestamp;
    const char *access_key;
    const char *secret_key;
    const char *signature;
} signature_case;

#define EXAMPLE_KEYS "ncp_iam_EXAMPLEACCESSKEY0001", "ncp_iam_EXAMPLESECRETKEY0000000000000001"

/* The first three were published by others; the rest shows that nothing is normalised. */
static const signature_case cases[] = {
    {"GET", "/cluster/kubeconfig", "1668407407855", "access", "secret",
     "LTJli9+OKT2KvUXxiKslMfu5FIOmDN83avehOvgUFp0="},
    {"GET", "/iam/krs-v1/user?clusterUuid=D11328F1-ECA9-4F1B-BA22-921F61D9C5FF", "1668407407855", "access",
     "secret", "emeahfW4CmzsxIQ5ip0cd9yqERXJ+ZJsRfQpGNmKdXk="},
    {"GET", "/vserver/v2/getServerInstanceList?responseFormatType=json", "1234567890123", "TestAccessKey",
     "TestSecretKey", "FPsYYX8fuMAgi+cue3eACOW0dNtIwu1LYWfg/megA2M="},
    {"PUT", "/api/v1/sub-accounts/4e066e50-9c3a-11e7-8a66-1e5021fa7c80", "1700000000000", EXAMPLE_KEYS,
     "aAw37HplEhmKahhWxJbvvPoZReVyeZDVNjTgXFkx+8A="},
    {"GET", "/api/v1/groups?", "1700000000000", EXAMPLE_KEYS, "bmDGmUvjmT8M5AsWNNGJIl38wiso7j27eGhLmQpNVKk="},
    {"GET", "/api/v1//roles/5d0d4d80-0000-0000-0000-246e96591a38", "1700000000000", EXAMPLE_KEYS,
     "Szvsclv6hCDh9LCwEm6uUasbubLkD7m16J+/cOifi/4="},
    {"GET", "/api/v1/sub-accounts", "1700000000000", EXAMPLE_KEYS,
     "tqNO29V2PdMeagQ0c/5JSHueI/DGJ0brbk/ODnN2z8c="},
    {"GET", "/api/v1/sub-accounts", "1700000000001", EXAMPLE_KEYS,
     "Xkhj+kvdIfsUYEa74R5moZEtgkvmA1b0K19baSl60QU="},
    {"GET", "/api/v1/sub-accounts", "1700000000000", "ncp_iam_EXAMPLEACCESSKEY0001",
     "s\xC3\xA9"
     "cret-\xEB\xB9\x84\xEB\xB0\x80",
     "dI74obVXe6VelXpFAWdYU/AyuQNiwWm5s1XewZTEu44="},
};

enum { CASES = sizeof cases / sizeof *cases };

static bool start(ncp_signer *signer, const char *access_key, const char *secret_key) {
    return ncp_signer_init(signer, access_key, strlen(access_key), secret_key, strlen(secret_key));
}

static bool sign(ncp_signer *signer, const signature_case *row, char *signature) {
    return ncp_signer_sign(signer, row->method, strlen(row->method), row->target, strlen(row->target),
                           row->timestamp, signature);
}

static void test_vectors(void) {
    for (int i = 0; i < CASES; i++) {
        ncp_signer signer = {0};
        char signature[NCP_SIGNATURE_LENGTH + 1] = "";
        CHECK(start(&signer, cases[i].access_key, cases[i].secret_key));
        CHECK(sign(&signer, &cases[i], signature));
        CHECK(strcmp(signature, cases[i].signature) == 0);
        ncp_signer_free(&signer);
    }
}

static void test_one_signer_for_many_requests(void) {
    const signature_case *row = &cases[CASES - 2];
    ncp_signer signer = {0};
    CHECK(start(&signer, row->access_key, row->secret_key));
    for (int round = 0; round < 3; round++) {
        for (int i = 3; i < CASES - 1; i++) {
            char signature[NCP_SIGNATURE_LENGTH + 1] = "";
            CHECK(sign(&signer, &cases[i], signature));
            CHECK(strcmp(signature, cases[i].signature) == 0);
        }
    }
    ncp_signer_free(&signer);
}

static void test_starting_again_replaces_the_credential(void) {
    char signature[NCP_SIGNATURE_LENGTH + 1] = "";
    ncp_signer signer = {0};
    CHECK(start(&signer, "other", "pair"));
    CHECK(start(&signer, cases[0].access_key, cases[0].secret_key));
    CHECK(sign(&signer, &cases[0], signature));
    CHECK(strcmp(signature, cases[0].signature) == 0);
    ncp_signer_free(&signer);
}

static void test_an_empty_signer_signs_nothing(void) {
    char signature[NCP_SIGNATURE_LENGTH + 1] = "";
    ncp_signer signer = {0};
    CHECK(!sign(&signer, &cases[0], signature));
    ncp_message message = {0};
    CHECK(ncp_message_append_part(&message, "operation", 9) && ncp_message_append_part(&message, "GET", 3));
    CHECK(!ncp_signer_sign_message(&signer, &message, "1700000000000"));
    CHECK(message.bytes.length == message.mark);
    ncp_message_free(&message);
    ncp_signer_free(&signer);
    CHECK(start(&signer, "access", "secret"));
    ncp_signer_free(&signer);
    CHECK(!sign(&signer, &cases[0], signature));
    ncp_signer_free(&signer);
}

int main(void) {
    test_vectors();
    test_one_signer_for_many_requests();
    test_starting_again_replaces_the_credential();
    test_an_empty_signer_signs_nothing();
    return check_finish();
}
