/* SANITIZED: 1 in a build with AddressSanitizer (`make asan`, the fuzz targets), else 0. There is
 * checked what is too dear to check in every run. */
#ifndef WARMLINT_BASE_SANITIZED_H
#define WARMLINT_BASE_SANITIZED_H

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif

#ifndef SANITIZED
#define SANITIZED 0
#endif

#endif
