package dev.detour.agent;

import dev.detour.client.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Writes the changes of all clients into their classes. A plain look-up by exact name and Byte Buddy's decoration, which
 * adds no member: what a detach or a second attach needs, and a tenth of the cost of an {@code AgentBuilder}.
 */
final class Transformer {
    private final Map<String, List<Change>> changes = new HashMap<>();
    private final ClassFileLocator own = ClassFileLocator.ForClassLoader.of(Transformer.class.getClassLoader());

    Transformer(List<Change> changes) {
        for (Change change : changes) {
            this.changes
                    .computeIfAbsent(change.type(), type -> new ArrayList<>())
                    .add(change);
        }
    }

    /**
     * The changed class.
     *
     * @return null where nothing of ours is to be changed in it
     * @throws IllegalStateException where a method that is to be changed is not there
     */
    byte @Nullable [] transform(@Nullable ClassLoader loader, String internalName, byte[] bytes) {
        List<Change> wanted = changes.get(internalName);
        if (wanted == null) {
            return null;
        }
        String name = internalName.replace('/', '.');
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, bytes),
                ClassFileLocator.ForClassLoader.of(loader),
                ClassFileLocator.ForClassLoader.ofBootLoader());
        TypeDescription type = TypePool.Default.of(locator).describe(name).resolve();
        DynamicType.Builder<?> builder = new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
                .decorate(type, locator);
        for (Change change : wanted) {
            if (type.getDeclaredMethods().filter(change.methods()).isEmpty()) {
                throw new IllegalStateException("this version of " + name + " has no " + change.methods());
            }
            builder = builder.visit(Advice.to(change.advice(), own).on(change.methods()));
        }
        try (DynamicType.Unloaded<?> made = builder.make()) {
            return made.getBytes();
        }
    }
}
