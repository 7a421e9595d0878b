/** Real servers on loopback, each on a port of the system's choice: vendors, gateways, proxies, and what fails. */
@NullMarked
package dev.detour.it.servers;

import org.jspecify.annotations.NullMarked;
