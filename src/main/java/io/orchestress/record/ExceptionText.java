package io.orchestress.record;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.Optional;

/** Exceptions in words: the message of many an exception of files is only the path, and of others nothing at all. */
public final class ExceptionText {
    private static final String OURS = "io.orchestress.";

    private ExceptionText() {}

    /** One sentence: which file, and what about it. */
    public static String inWords(IOException e) {
        if (e instanceof CharacterCodingException) {
            return "a file is not in UTF-8";
        }
        if (e instanceof FileNotFoundException) {
            return String.valueOf(e.getMessage()); // "path (No such file or directory)"
        }
        if (e instanceof FileSystemException file) {
            return file.getFile() == null ? kind(file) : file.getFile() + ": " + kind(file);
        }
        return e.getMessage() == null || e.getMessage().isBlank() ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String kind(FileSystemException e) {
        String reason = e.getReason();
        if (e instanceof FileAlreadyExistsException && reason != null) {
            return reason;
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException) {
            return "is not a folder";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "exists and is not a folder";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        }
        if (e instanceof FileSystemLoopException) {
            return "links lead in a circle";
        }
        return reason == null || reason.isBlank() ? "cannot be used" : reason;
    }

    /** Renders an exception that nobody has foreseen, a defect of ours, with the place where it happened. */
    public static String unforeseen(Throwable e) {
        if (e instanceof StackOverflowError) {
            return "something is nested too deeply to be read";
        }
        if (e instanceof OutOfMemoryError) {
            return "out of memory (" + e.getMessage() + "): give it more by -Xmx";
        }
        Throwable cause = e;
        while (cause.getCause() != null
                && (cause.getMessage() == null || cause instanceof java.lang.reflect.InvocationTargetException)) {
            cause = cause.getCause();
        }
        Optional<StackTraceElement> where = Arrays.stream(cause.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst();
        return cause.getClass().getSimpleName()
                + (cause.getMessage() == null ? "" : ": " + cause.getMessage().replaceAll("\\s+", " "))
                + where.map(frame -> " (at " + frame + ")").orElse("");
    }
}
