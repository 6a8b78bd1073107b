package io.orchestress.transport.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Signals to this process. {@code sun.misc.Signal} is reached by its name: {@code javac} warns of it wherever it stands, and nothing turns that off.
 */
public final class ProcessSignals {
    private ProcessSignals() {}

    /**
     * Calls a handler, with the number of the signal, on a thread of the JVM's whenever this process gets it. A signal that this process was
     * started to ignore, as by {@code nohup}, the JVM leaves alone.
     *
     * @param name such as INT, without SIG
     * @return whether it is watched; not where the system has no such signal, or the JVM was told to leave it alone
     */
    public static boolean watch(String name, IntConsumer handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Method number = signal.getMethod("getNumber");
            Object proxy = Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "handle" -> handled(handler, (int) number.invoke(arguments[0]));
                        case "equals" -> self == arguments[0];
                        case "hashCode" -> System.identityHashCode(self);
                        default -> ProcessSignals.class.getName() + " of " + name;
                    });
            signal.getMethod("handle", signal, type)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            return true;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException) {
                return false;
            }
            throw new IllegalStateException("SIG" + name + " cannot be watched", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM has no module jdk.unsupported, which Java 17 and newer have", e);
        }
    }

    private static @Nullable Object handled(IntConsumer handler, int number) {
        handler.accept(number);
        return null;
    }
}
