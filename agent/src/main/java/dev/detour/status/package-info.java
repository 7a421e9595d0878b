/** What goes on in a JVM with the agent: told by the agent as one JSON document, shown to people as one screen. */
@NullMarked
package dev.detour.status;

import org.jspecify.annotations.NullMarked;
