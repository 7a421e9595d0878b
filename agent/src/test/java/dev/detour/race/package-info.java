/**
 * Races, decided by hand: threads take turns at each access to what they share, in every order there is, and the same ones
 * each time.
 */
@NullMarked
package dev.detour.race;

import org.jspecify.annotations.NullMarked;
