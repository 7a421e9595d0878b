/** The fault laboratory: each fault for real, through every client, held against the dictionary. */
@NullMarked
package dev.detour.it.faults;

import org.jspecify.annotations.NullMarked;
