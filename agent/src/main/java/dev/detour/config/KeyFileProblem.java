package dev.detour.config;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.security.GeneralSecurityException;
import java.security.UnrecoverableKeyException;
import org.jspecify.annotations.Nullable;

/** Why a file with keys or certificates could not be read. */
final class KeyFileProblem {
    private KeyFileProblem() {}

    /**
     * In words without secrets.
     *
     * @param file its resolved name, which may be one
     */
    static String of(Exception unreadable, String file) {
        if (isWrongPassword(unreadable)) {
            return "the password is wrong or missing";
        }
        String message = unreadable.getMessage();
        boolean ofFormat = (unreadable instanceof IOException && !(unreadable instanceof FileSystemException))
                || unreadable instanceof GeneralSecurityException;
        if (!ofFormat || message == null) {
            return FileReads.reason(unreadable);
        }
        // The reader begins with the file's name, which the message around this has already.
        String said = message.startsWith(file + " ") ? "it" + message.substring(file.length()) : message;
        return said.contains(file) ? FileReads.reason(unreadable) : Texts.shown(said);
    }

    /** So the JDK's key stores say it (KeyStore.load, since 1.6). */
    private static boolean isWrongPassword(@Nullable Throwable failure) {
        return failure instanceof UnrecoverableKeyException
                || (failure instanceof IOException && failure.getCause() instanceof UnrecoverableKeyException);
    }
}
