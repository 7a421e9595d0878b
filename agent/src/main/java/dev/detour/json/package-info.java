/** Trees of maps, lists, texts, numbers and truth values, to and from JSON: for what is small and read by people too. */
@NullMarked
package dev.detour.json;

import org.jspecify.annotations.NullMarked;
