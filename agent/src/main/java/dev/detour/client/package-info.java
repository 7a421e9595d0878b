/** What an HTTP client's package has to offer, so that it can be instrumented: nothing here knows any client. */
@NullMarked
package dev.detour.client;

import org.jspecify.annotations.NullMarked;
