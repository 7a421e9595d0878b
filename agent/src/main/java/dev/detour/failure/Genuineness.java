package dev.detour.failure;

/** Whom an answer seems to be from, by its own form: what tells a provider's refusal from that of a device on the way. */
public enum Genuineness {
    /** In the provider's own form. */
    PROVIDER("in the provider's own form"),
    /** As APIs speak, in no provider's form that is known. */
    DATA("JSON"),
    /** A page for people. */
    PAGE("a web page"),
    EMPTY("without content"),
    OTHER("neither JSON nor a page");

    private final String wording;

    Genuineness(String wording) {
        this.wording = wording;
    }

    /** As it stands behind "the answer is". */
    public String wording() {
        return wording;
    }
}
