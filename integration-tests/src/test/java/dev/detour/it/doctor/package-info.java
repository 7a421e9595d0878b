/** The doctor, by the real jar, against troubles that are made for real. */
@NullMarked
package dev.detour.it.doctor;

import org.jspecify.annotations.NullMarked;
