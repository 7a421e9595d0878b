/** A service under load, while the agent comes, changes and goes. */
@NullMarked
package dev.detour.it.live;

import org.jspecify.annotations.NullMarked;
