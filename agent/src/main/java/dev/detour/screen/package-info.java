/** What commands show to people: colours where there is a terminal, and plain text everywhere else. */
@NullMarked
package dev.detour.screen;

import org.jspecify.annotations.NullMarked;
