/** The dictionary of failures, and the classifier that finds the one code for what happened. */
@NullMarked
package dev.detour.failure;

import org.jspecify.annotations.NullMarked;
