/** The demonstration that is in the jar: a program that is hard-wired to its vendor, and a gateway, on loopback. */
@NullMarked
package dev.detour.demo;

import org.jspecify.annotations.NullMarked;
