/** The laboratory itself: that the servers and the programs do what the other tests believe, without the agent. */
package dev.detour.it.lab;
