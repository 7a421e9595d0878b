package dev.detour.it.children;

/** Whether the build asked for everything ({@code -Pmatrix}) or for the representative set. */
public final class Matrix {
    private Matrix() {}

    public static boolean isOn() {
        return Boolean.getBoolean("detour.matrix");
    }
}
