/** The way in and out: start, attach, detach, configuration, and the places where an agent must not harm. */
package dev.detour.it.entry;
