/** From the file, the variables and the properties to the values of the features. */
@NullMarked
package dev.detour.config;

import org.jspecify.annotations.NullMarked;
