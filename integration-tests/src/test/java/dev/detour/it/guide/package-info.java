/** The guide, {@code README.md}, against the real jar. */
@NullMarked
package dev.detour.it.guide;

import org.jspecify.annotations.NullMarked;
