/** Keeps calls off a path that fails. */
@NullMarked
package dev.detour.breaker;

import org.jspecify.annotations.NullMarked;
