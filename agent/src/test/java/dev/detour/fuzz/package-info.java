/**
 * What comes from outside is fed with nonsense: files, answers, streams, proxies, events. Nothing may hang, fill the
 * memory, throw what is not documented, or tell a secret.
 */
@NullMarked
package dev.detour.fuzz;

import org.jspecify.annotations.NullMarked;
