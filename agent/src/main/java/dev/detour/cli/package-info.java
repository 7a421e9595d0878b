/** The commands. */
@NullMarked
package dev.detour.cli;

import org.jspecify.annotations.NullMarked;
