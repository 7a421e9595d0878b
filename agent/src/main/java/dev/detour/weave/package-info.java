/**
 * Writes advice into methods. Advice is written in Byte Buddy's terms ({@code net.bytebuddy.asm.Advice}) and read as
 * bytes; of Byte Buddy itself only its ASM is loaded, thirty classes in place of seven hundred, which are half a second
 * of CPU at a start.
 */
@NullMarked
package dev.detour.weave;

import org.jspecify.annotations.NullMarked;
