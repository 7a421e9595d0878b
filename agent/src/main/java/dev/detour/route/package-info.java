/** Routes and their paths: which call goes where, with which URL, headers and credentials. */
@NullMarked
package dev.detour.route;

import org.jspecify.annotations.NullMarked;
