/** When and how often a call is sent again: policy, backoff, Retry-After, budget. */
@NullMarked
package dev.detour.retry;

import org.jspecify.annotations.NullMarked;
