/** How a connection is made: proxies, extra roots, client certificates, fixed addresses, keep-alive. */
@NullMarked
package dev.detour.network;

import org.jspecify.annotations.NullMarked;
