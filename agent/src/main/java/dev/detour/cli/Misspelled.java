package dev.detour.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that means nothing: what is wrong with it in one line, or one document, and where to read on. */
final class Misspelled {
    private Misspelled() {}

    /** As {@link CommandLine.IParameterExceptionHandler}. */
    static int tell(ParameterException wrong, String[] words) {
        CommandLine line = wrong.getCommandLine();
        String message = message(wrong);
        if (Arrays.asList(words).contains(JsonOption.NAME)) {
            JsonOption.print(line.getCommandSpec(), Map.of("error", message));
        } else if (words.length == 0) {
            line.usage(line.getErr());
        } else {
            line.getErr().println("detour: " + message + " (see '" + help(line) + "')");
        }
        return ExitStatus.FAILED;
    }

    private static String message(ParameterException wrong) {
        String message =
                String.valueOf(wrong.getMessage()).replaceAll("\\s+", " ").strip();
        return wrong instanceof UnmatchedArgumentException
                ? message + suggestions((UnmatchedArgumentException) wrong)
                : message;
    }

    private static String suggestions(UnmatchedArgumentException unknown) {
        List<String> similar = unknown.getSuggestions();
        return similar.isEmpty() ? "" : "; did you mean " + String.join(" or ", similar) + "?";
    }

    private static String help(CommandLine line) {
        String root = line.getCommandSpec().root().name() + " help";
        return line.getParent() == null ? root : root + " " + line.getCommandName();
    }
}
