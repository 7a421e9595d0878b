package dev.detour.failure;

/** Whether the origin has acted on a request that failed. */
public enum Acted {
    /** Certainly not. */
    NO("no"),
    /** Unknown. */
    MAYBE("maybe"),
    /** Something answered without doing the work. */
    ANSWERED("answered"),
    /** Not a matter of sending again. */
    NOT_APPLICABLE("–");

    private final String word;

    Acted(String word) {
        this.word = word;
    }

    /** Whether the request may be sent again at no risk, as far as the origin is concerned. */
    public boolean isCertainlyNot() {
        return this == NO || this == ANSWERED;
    }

    /** As documents write it. */
    public String word() {
        return word;
    }
}
