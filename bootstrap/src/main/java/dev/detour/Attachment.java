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

    /** What went wrong; the empty text where all is well. */
    @SuppressWarnings("LockOnNonEnclosingClassLiteral") // premain holds the same lock
    private static String run(Map<String, String> options, String text, Instrumentation instrumentation) {
        synchronized (Detour.class) {
            String command = options.get(Options.COMMAND);
            if (command == null) {
                return attach(text, instrumentation);
            }
            Installation installation = Detour.installation;
            if (installation == null) {
                return "not attached to this JVM";
            }
            if (command.equals("detach")) {
                detach(installation);
            } else {
                Agent agent = Opening.open(installation);
                if (agent != null) {
                    agent.command(command, options);
                }
            }
            return "";
        }
    }

    private static String attach(String text, Instrumentation instrumentation) {
        if (Detour.installation != null) {
            return "already attached to this JVM: detach first";
        }
        if (!Detour.isEnabled()) {
            return "turned off in this JVM by detour.enabled or DETOUR_ENABLED";
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
        return "";
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
            out.write(answer.isEmpty() ? "ok\n" : answer + "\n");
        } catch (IOException | SecurityException unwritable) {
            Detour.say("could not answer the attach command: " + unwritable);
        }
    }
}
