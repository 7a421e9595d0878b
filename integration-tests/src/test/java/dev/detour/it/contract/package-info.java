/**
 * What the agent promises for every call, as one suite that runs for each client, each way of calling, and each way in:
 * there from the start, or attached to clients that have been used.
 *
 * <p>{@code mvn verify} runs it on one JDK and, of what is attached, for a telling part ({@link Caller}); {@code mvn
 * verify -Pmatrix} for everything on every JDK. Elsewhere in this module, tests tagged {@code matrix} are left out by
 * {@code mvn verify}: they take minutes, or repeat on live clients what unit tests know in every form. Tests tagged
 * {@code once} have nothing to do with the JDK under test.
 */
package dev.detour.it.contract;
