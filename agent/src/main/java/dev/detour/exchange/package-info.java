/** The neutral model: what was asked, an attempt, its outcome, the facts gathered on the way. The ground floor. */
@NullMarked
package dev.detour.exchange;

import org.jspecify.annotations.NullMarked;
