/** What is told to whom: events, log lines, metrics. */
@NullMarked
package dev.detour.telemetry;

import org.jspecify.annotations.NullMarked;
