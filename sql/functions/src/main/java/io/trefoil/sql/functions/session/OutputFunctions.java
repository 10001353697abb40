package io.trefoil.sql.functions.session;

import static io.trefoil.sql.functions.FunctionFamily.polymorphic;

import io.trefoil.sql.functions.Arguments;
import io.trefoil.sql.functions.FunctionBody;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.ByteArraySink;

/** The types' own output and send functions, such as int4out and uuid_send: the text and binary forms of a value. */
public final class OutputFunctions implements FunctionFamily {
    /** Types whose functions are named without an underscore. */
    private static final String[] JOINED = {
        "bool",
        "bytea",
        "char",
        "name",
        "int2",
        "int4",
        "int8",
        "text",
        "varchar",
        "bpchar",
        "unknown",
        "oid",
        "tid",
        "xid",
        "xid8",
        "cid",
        "float4",
        "float8",
        "int2vector",
        "oidvector",
        "regproc",
        "regprocedure",
        "regoper",
        "regoperator",
        "regclass",
        "regtype",
        "regnamespace",
        "regrole",
        "regcollation"
    };

    private static final String[] UNDERSCORED = {
        "date",
        "time",
        "timetz",
        "timestamp",
        "timestamptz",
        "interval",
        "numeric",
        "uuid",
        "bit",
        "varbit",
        "record",
        "json",
        "jsonb",
        "pg_lsn",
        "void"
    };

    @Override
    public void define(Definitions d) {
        for (String type : JOINED) {
            output(d, type + "out(" + type + ")");
            send(d, type + "send(" + type + ")");
        }
        for (String type : UNDERSCORED) {
            output(d, type + "_out(" + type + ")");
            send(d, type + "_send(" + type + ")");
        }
        output(d, "array_out(anyarray)");
        send(d, "array_send(anyarray)");
    }

    private static void output(Definitions d, String signature) {
        polymorphic(d, signature, (types, result) -> (FunctionBody.General)
                (context, arguments) -> types[0].toText(Arguments.value(arguments, 0), context.textFormat()));
    }

    private static void send(Definitions d, String signature) {
        polymorphic(d, signature, (types, result) -> (FunctionBody.Unary) value -> {
            ByteArraySink bytes = new ByteArraySink();
            types[0].writeBinary(value, bytes);
            return bytes.toByteArray();
        });
    }
}
