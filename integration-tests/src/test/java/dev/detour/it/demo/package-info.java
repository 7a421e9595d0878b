/** The demonstration: vendors' SDKs before and after, on one screen. */
@NullMarked
package dev.detour.it.demo;

import org.jspecify.annotations.NullMarked;
