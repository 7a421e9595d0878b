/** java.net.http: advice and adapter. */
@NullMarked
package dev.detour.client.jdk;

import org.jspecify.annotations.NullMarked;
