/** What is told, as those who listen get it: a scraper, a collector, a recording, a console. */
@NullMarked
package dev.detour.it.telemetry;

import org.jspecify.annotations.NullMarked;
