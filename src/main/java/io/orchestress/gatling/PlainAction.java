package io.orchestress.gatling;

import com.typesafe.scalalogging.Logger;
import io.gatling.core.action.Action;
import org.slf4j.LoggerFactory;

/** An action that no Gatling block may skip: it is not an {@code ExitableAction}. */
abstract class PlainAction implements Action {
    private final String name;
    private Logger logger = Logger.apply(LoggerFactory.getLogger(PlainAction.class));

    PlainAction(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Logger logger() {
        return logger;
    }

    /** Scala's way to initialise the field of a trait. */
    @Override
    @SuppressWarnings("MethodName")
    public final void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger value) {
        logger = value;
    }
}
