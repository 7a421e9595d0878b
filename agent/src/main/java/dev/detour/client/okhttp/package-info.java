/**
 * OkHttp 3.12 to 5: advice, and what finds the adapter for each of the application's loaders. Nothing here names a type
 * of OkHttp but the advice, which is written into OkHttp's own classes.
 */
@NullMarked
package dev.detour.client.okhttp;

import org.jspecify.annotations.NullMarked;
