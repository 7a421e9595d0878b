/**
 * Endurance: applications that call without pause into all faults of the laboratory in random order, while the agent is
 * reconfigured, taken out and put in again; every call is accounted for.
 */
@NullMarked
package dev.detour.it.soak;

import org.jspecify.annotations.NullMarked;
