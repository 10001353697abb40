package io.trefoil.sql.functions.session;

import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import io.trefoil.sql.types.SqlTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who and where the session is, its settings and its sequences. */
public final class SessionFunctions implements FunctionFamily {
    /** Of this program, not of the PostgreSQL that it is like. */
    public static final String TREFOIL_VERSION = "0.1.0";

    /** What version() answers; clients read the number after the product's name. */
    public static final String VERSION =
            "PostgreSQL 15.0 (Trefoil " + TREFOIL_VERSION + ") on " + System.getProperty("os.arch") + "-"
                    + System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT) + ", Java "
                    + System.getProperty("java.version")
                    + ", 64-bit";

    @Override
    public void define(Definitions d) {
        identity(d);
        settings(d);
        sequences(d);
    }

    private static void identity(Definitions d) {
        general(d, "version()", (context, arguments) -> VERSION);
        general(d, "current_user()", (context, arguments) -> context.currentUser());
        general(d, "session_user()", (context, arguments) -> context.sessionUser());
        general(d, "getpgusername()", (context, arguments) -> context.currentUser());
        general(d, "current_database()", (context, arguments) -> context.currentDatabase());
        general(d, "current_schema()", (context, arguments) -> {
            List<String> path = context.searchPath(false);
            return path.isEmpty() ? null : path.get(0);
        });
        general(
                d,
                "current_schemas(bool)",
                (context, arguments) -> SqlArray.of(
                        SqlTypes.NAME,
                        context.searchPath(Arguments.bool(arguments, 0)).toArray()));
        general(d, "pg_backend_pid()", (context, arguments) -> context.backendPid());
        general(d, "pg_client_encoding()", (context, arguments) -> {
            String encoding = context.setting("client_encoding");
            return encoding == null ? "UTF8" : encoding;
        });
        general(d, "getdatabaseencoding()", (context, arguments) -> "UTF8");
    }

    private static void settings(Definitions d) {
        general(
                d,
                "current_setting(text)",
                (context, arguments) -> setting(context, Arguments.text(arguments, 0), false));
        general(
                d,
                "current_setting(text,bool)",
                (context, arguments) -> setting(context, Arguments.text(arguments, 0), Arguments.bool(arguments, 1)));
        general(d, "set_config(text,text,bool)", (context, arguments) -> changed(context, arguments));
    }

    private static @Nullable String setting(FunctionContext context, String name, boolean missingAllowed) {
        String value = context.setting(name);
        if (value == null && !missingAllowed) {
            throw new SqlStateException(
                    SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
        }
        return value;
    }

    /** A null value means the empty text, a null third argument means for the session. */
    private static @Nullable String changed(FunctionContext context, @Nullable Object[] arguments) {
        if (arguments[0] == null) {
            throw new SqlStateException(SqlState.NULL_VALUE_NOT_ALLOWED, "SET requires parameter name");
        }
        String name = Arguments.text(arguments, 0);
        String value = arguments[1] == null ? "" : Arguments.text(arguments, 1);
        context.changeSetting(name, value, arguments[2] != null && Arguments.bool(arguments, 2));
        return context.setting(name);
    }

    private static void sequences(Definitions d) {
        general(
                d,
                "nextval(regclass)",
                (context, arguments) -> context.nextSequenceValue(Arguments.int4(arguments, 0)));
        general(
                d,
                "currval(regclass)",
                (context, arguments) -> context.currentSequenceValue(Arguments.int4(arguments, 0)));
        general(d, "lastval()", (context, arguments) -> context.lastSequenceValue());
        general(
                d,
                "setval(regclass,int8)",
                (context, arguments) -> set(context, Arguments.int4(arguments, 0), Arguments.int8(arguments, 1), true));
        general(
                d,
                "setval(regclass,int8,bool)",
                (context, arguments) -> set(
                        context,
                        Arguments.int4(arguments, 0),
                        Arguments.int8(arguments, 1),
                        Arguments.bool(arguments, 2)));
    }

    private static long set(FunctionContext context, int sequence, long value, boolean called) {
        context.setSequenceValue(sequence, value, called);
        return value;
    }
}
