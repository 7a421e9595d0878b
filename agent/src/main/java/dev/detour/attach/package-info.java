/** Running JVMs from outside: which there are, and how the agent in one of them is told something. */
@NullMarked
package dev.detour.attach;

import org.jspecify.annotations.NullMarked;
