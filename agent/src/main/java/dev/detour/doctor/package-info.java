/** Does what people do by hand when a call fails, in that order, and ends in one verdict. Runs in the command's own JVM. */
@NullMarked
package dev.detour.doctor;

import org.jspecify.annotations.NullMarked;
