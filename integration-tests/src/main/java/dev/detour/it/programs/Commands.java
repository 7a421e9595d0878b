package dev.detour.it.programs;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Runs commands of the jar side by side in one JVM, where a JVM for each would cost a second. A line is a number and the
 * command's words, by tabs; the answer is the number, the exit status and what was printed, in Base64.
 */
public final class Commands {
    private Commands() {}

    public static void main(String[] arguments) throws Exception {
        Method run = loader().loadClass("dev.detour.cli.Main")
                .getDeclaredMethod("run", PrintWriter.class, PrintWriter.class, String[].class);
        run.setAccessible(true);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split("\t", -1);
            new Thread(() -> answer(run, words)).start();
        }
        System.exit(0);
    }

    /** As the jar's own entry makes it. */
    private static ClassLoader loader() throws ReflectiveOperationException {
        Class<?> nested = Class.forName("dev.detour.NestedJar");
        Method of = nested.getDeclaredMethod("of", String.class);
        Method ownJar = Class.forName("dev.detour.Opening").getDeclaredMethod("ownJar");
        Constructor<?> made = Class.forName("dev.detour.AgentLoader").getDeclaredConstructor(nested, ClassLoader.class);
        of.setAccessible(true);
        ownJar.setAccessible(true);
        made.setAccessible(true);
        return (ClassLoader) made.newInstance(of.invoke(null, ownJar.invoke(null)), Commands.class.getClassLoader());
    }

    private static void answer(Method run, String[] words) {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed, true);
        Object status;
        try {
            status = run.invoke(null, out, out, Arrays.copyOfRange(words, 1, words.length));
        } catch (ReflectiveOperationException | RuntimeException thrown) {
            thrown.printStackTrace(out);
            status = -1;
        }
        out.flush();
        String text = Base64.getEncoder().encodeToString(printed.toString().getBytes(StandardCharsets.UTF_8));
        synchronized (Commands.class) {
            System.out.println(words[0] + " " + status + " " + text);
        }
    }
}
