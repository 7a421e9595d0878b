package dev.detour.config;

/** A whole number in bounds. */
final class CountForm implements Form<Integer> {
    private final int least;
    private final int most;

    CountForm(int least, int most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public Integer read(String text) throws Malformed {
        String bounds = least + " to " + most;
        if (!text.matches("[0-9]{1,9}")) {
            throw Malformed.because("is not a whole number from " + bounds);
        }
        int count = Integer.parseInt(text);
        if (count < least || count > most) {
            throw Malformed.because("is not in the range from " + bounds);
        }
        return count;
    }

    @Override
    public String show(Integer count) {
        return count.toString();
    }
}
