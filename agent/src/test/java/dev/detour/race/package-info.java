/**
 * Races, decided by hand: threads take turns at each access to what they share, in every order that makes one of them
 * wait no more than once or twice although it could go on, and the same ones each time.
 */
@NullMarked
package dev.detour.race;

import org.jspecify.annotations.NullMarked;
