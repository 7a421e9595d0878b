/**
 * What runs in a child JVM in place of an application: a loop that reads a command a line, runs it on long-lived
 * clients, and answers with what an application would have seen. Java 11; no library but OkHttp, and that only where it
 * is asked for.
 */
@NullMarked
package dev.detour.it.programs;

import org.jspecify.annotations.NullMarked;
