/**
 * What the agent promises for every call, as one suite that runs for each client, each way of calling, and each way in:
 * there from the start, or attached to clients that have been used.
 */
package dev.detour.it.contract;
