/**
 * The code that names OkHttp's types, loaded once for each loader that has OkHttp: see {@link
 * dev.detour.client.okhttp.AdapterLoader}. Compiled against 3.12.13; what it uses is found in every later release.
 */
@NullMarked
package dev.detour.client.okhttp.adapter;

import org.jspecify.annotations.NullMarked;
