/**
 * What stays in an application's live connections: see {@link dev.detour.client.okhttp.ConnectionClasses}. Nothing here
 * may refer to the agent but to classes that hold nothing themselves.
 */
@NullMarked
package dev.detour.client.okhttp.connection;

import org.jspecify.annotations.NullMarked;
