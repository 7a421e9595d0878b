/** Composition: start, transform, attach, detach, reload. */
@NullMarked
package dev.detour.agent;

import org.jspecify.annotations.NullMarked;
