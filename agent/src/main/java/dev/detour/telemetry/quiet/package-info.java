/** Stands in for {@code java.util.logging} in the libraries that the agent carries. */
@NullMarked
package dev.detour.telemetry.quiet;

import org.jspecify.annotations.NullMarked;
