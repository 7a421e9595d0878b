package dev.detour.it.children;

/** Whether the build asked for everything ({@code -Pmatrix}) or for the representative set. */
final class Matrix {
    private Matrix() {}

    static boolean isOn() {
        return Boolean.getBoolean("detour.matrix");
    }
}
