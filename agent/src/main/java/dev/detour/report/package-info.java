/** Makes one page of many events: reads them once, keeps sums and a choice of stories, and writes them into a file. */
@NullMarked
package dev.detour.report;

import org.jspecify.annotations.NullMarked;
