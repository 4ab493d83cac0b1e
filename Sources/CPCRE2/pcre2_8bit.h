// The regular expression library, for UTF-8.
#pragma once
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

// Swift does not see the names that the library's header makes by macros.
static inline pcre2_code_8 *redstart_regex_compile(const unsigned char *pattern, size_t length, int *error, size_t *offset) {
  pcre2_code_8 *code = pcre2_compile_8(
      pattern, length, PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_ALT_BSUX, error, offset, NULL);
  if (code != NULL) pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE);
  return code;
}

static inline unsigned int redstart_regex_group_count(const pcre2_code_8 *code) {
  uint32_t count = 0;
  pcre2_pattern_info_8(code, PCRE2_INFO_CAPTURECOUNT, &count);
  return count;
}


