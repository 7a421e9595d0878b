/** Child JVMs: which JDK, which clients, how the agent gets in and out, what they print. */
@NullMarked
package dev.detour.it.children;

import org.jspecify.annotations.NullMarked;
