package dev.detour.doctor;

import dev.detour.attach.Presence;
import dev.detour.attach.Target;
import dev.detour.json.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the agent in a JVM is at, by its own word: as the status command has it. Holds no secret. */
final class AgentView {
    /** How far it is known. */
    enum State {
        OPEN,
        /** It has read nothing yet. */
        WAITING,
        /** Its configuration has been wrong from the start. */
        UNCONFIGURED,
        /** It could not be opened. */
        FAILED,
        ABSENT,
        /** It could not be asked. */
        UNKNOWN
    }

    private static final Pattern OPTION =
            Pattern.compile("-javaagent:[^=]*detour[^=/\\\\]*\\.jar(?:=(?:config=)?(.+))?");

    private final State state;
    private final @Nullable String option;
    private final Tree status;
    private final String reason;

    private AgentView(State state, @Nullable String option, Tree status, String reason) {
        this.state = state;
        this.option = option;
        this.status = status;
        this.reason = reason;
    }

    /** Asks the agent in this JVM, where one can be seen: into a JVM without it nothing is loaded. */
    static AgentView of(JvmView jvm) {
        String pid = jvm.pid();
        if (pid == null) {
            throw new IllegalArgumentException("no JVM to ask");
        }
        Target target = new Target(pid);
        Presence.Kind presence = target.presence().kind();
        boolean seen = presence == Presence.Kind.FROM_THE_START || presence == Presence.Kind.ATTACHED;
        if (!seen && (presence == Presence.Kind.NONE || !isOption(jvm))) {
            State state = presence == Presence.Kind.NONE ? State.ABSENT : State.UNKNOWN;
            return unasked(state, jvm, "it cannot be seen whether Detour is in it");
        }
        try {
            return answered(Tree.read(target.tell(Map.of("command", "status"))), jvm);
        } catch (Target.Refusal refusal) {
            return unasked(State.ABSENT, jvm, "" + refusal.getMessage());
        } catch (IOException unreachable) {
            return unasked(State.UNKNOWN, jvm, "" + unreachable.getMessage());
        }
    }

    private static AgentView unasked(State state, JvmView jvm, String reason) {
        return new AgentView(state, option(jvm), Tree.of(Map.of()), reason);
    }

    /** From its answer to the status command. */
    static AgentView answered(Tree status, JvmView jvm) {
        return new AgentView(state(status.text("state")), option(jvm), status, status.text("failure"));
    }

    private static State state(String code) {
        switch (code) {
            case "open":
                return State.OPEN;
            case "waiting":
                return State.WAITING;
            case "unconfigured":
                return State.UNCONFIGURED;
            case "failed":
                return State.FAILED;
            default:
                return State.UNKNOWN;
        }
    }

    private static boolean isOption(JvmView jvm) {
        return jvm.arguments().stream()
                .anyMatch(argument -> OPTION.matcher(argument).matches());
    }

    private static @Nullable String option(JvmView jvm) {
        for (String argument : jvm.arguments()) {
            Matcher own = OPTION.matcher(argument);
            if (own.matches()) {
                return own.group(1);
            }
        }
        return null;
    }

    State state() {
        return state;
    }

    /** Whether it came while the JVM ran; what it was told then is known only to one that has read it. */
    boolean isAttached() {
        return status.is("attached");
    }

    /** The configuration that {@code -javaagent} names; null where it names none. */
    @Nullable
    String option() {
        return option;
    }

    /** The file that it has read, as it was named; null: the variables alone, or it has read nothing. */
    @Nullable
    String file() {
        String source = configuration().text("source");
        return source.isEmpty() || source.equals("environment") ? null : source;
    }

    /** Whether it has read anything, be it good or not. */
    boolean hasRead() {
        return configuration().has("source");
    }

    /** When that which is in force was read; empty where nothing is. */
    String read() {
        return configuration().text("read");
    }

    /** Whether the files as they are now are wrong. */
    boolean isRejected() {
        return state == State.UNCONFIGURED || configuration().has("rejected");
    }

    /** Since when; empty where that is not known. */
    String rejected() {
        return configuration().tree("rejected").text("time");
    }

    List<String> faults() {
        return configuration().tree("rejected").texts("faults");
    }

    /** Why it could not be asked, or not be opened; empty where it could. */
    String reason() {
        return reason;
    }

    private Tree configuration() {
        return status.tree("configuration");
    }
}
