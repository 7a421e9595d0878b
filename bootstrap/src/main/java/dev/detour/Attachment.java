package dev.detour;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What comes in by attach: the agent itself, its detach, and commands. */
final class Attachment {
    /** What an answer begins with where all is well. */
    private static final String WELL = "ok\n";

    private static final String TURNED_OFF = "turned off in this JVM by detour.enabled or DETOUR_ENABLED";

    private Attachment() {}

    static void run(String text, Instrumentation instrumentation) {
        Map<String, String> options = Options.parse(text);
        String answer;
        try {
            answer = Detour.isTooOld() ? Opening.sayTooOld() : run(options, text, instrumentation);
        } catch (Throwable anything) {
            answer = "could not be done, the application runs on: " + anything;
        }
        answer(options, answer);
    }

    /** {@link #WELL} and what there is to tell; or what went wrong, in one line. */
    @SuppressWarnings("LockOnNonEnclosingClassLiteral") // premain holds the same lock
    private static String run(Map<String, String> options, String text, Instrumentation instrumentation)
            throws Exception {
        synchronized (Detour.class) {
            String command = options.get(Options.COMMAND);
            if (command == null) {
                return attach(text, instrumentation);
            }
            Installation installation = Detour.installation;
            if (installation == null) {
                return Detour.isEnabled() ? "not attached to this JVM" : TURNED_OFF;
            }
            if (command.equals("detach")) {
                detach(installation);
                return WELL;
            }
            return WELL + command(installation, command, options);
        }
    }

    /** To ask does not open the agent: what is not open yet has a stand-in, which is gone with its answer. */
    private static String command(Installation installation, String command, Map<String, String> options)
            throws Exception {
        options.put(Options.ATTACHED, Boolean.toString(installation.attached));
        options.put(Options.SINCE, Long.toString(installation.since));
        if (installation.failure != null) {
            options.put(Options.FAILURE, installation.failure);
        }
        Agent agent = installation.agent;
        return (agent == null ? Opening.standIn(installation, options) : agent).command(command, options);
    }

    private static String attach(String text, Instrumentation instrumentation) {
        if (Detour.installation != null) {
            return "already attached to this JVM: detach first";
        }
        if (!Detour.isEnabled()) {
            return TURNED_OFF;
        }
        if (Detour.isJdkTool()) {
            return "a tool of the JDK: left alone";
        }
        Installation installation = new Installation(text, instrumentation, true);
        instrumentation.addTransformer(installation, true);
        installation.start();
        if (installation.failure != null) {
            instrumentation.removeTransformer(installation);
            return installation.failure;
        }
        Detour.installation = installation;
        return WELL;
    }

    private static void detach(Installation installation) {
        Agent agent = installation.agent;
        if (agent != null) {
            agent.drain();
        }
        installation.instrumentation.removeTransformer(installation);
        if (agent != null) {
            Opening.retransform(installation);
            agent.close();
            installation.agent = null;
        }
        Detour.installation = null;
    }

    /** Tells whoever attached how it went: they see neither our standard error nor our exceptions. */
    private static void answer(Map<String, String> options, String answer) {
        String file = options.get(Options.OUT);
        if (file == null) {
            return;
        }
        try (Writer out = new OutputStreamWriter(new FileOutputStream(file), StandardCharsets.UTF_8)) {
            out.write(answer);
        } catch (IOException | SecurityException unwritable) {
            Detour.say("could not answer the attach command: " + unwritable);
        }
    }
}
