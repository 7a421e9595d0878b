/** The page of the report command, in a browser. */
@NullMarked
package dev.detour.it.report;

import org.jspecify.annotations.NullMarked;
