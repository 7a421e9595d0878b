/** The order of a call: match, choose a path, rewrite, send, classify, decide, tell. */
@NullMarked
package dev.detour.call;

import org.jspecify.annotations.NullMarked;
